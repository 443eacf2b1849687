import Foundation
import Plots

extension Block {
  /// The block in a page.
  var markup: Markup {
    switch self {
    case .paragraph(let text, .plain): .element("p", text: text)
    case .paragraph(let text, let role): .element("p", ["class": role.className], text: text)
    case .facts(let facts):
      .element(
        "dl", ["class": "facts"],
        facts.map { fact in
          .element(
            "div", [:], [.element("dt", text: fact.name), .element("dd", text: fact.value)])
        })
    case .table(let table, let caption, let changed):
      .table(table, caption: caption, changed: changed)
    case .figures(let figures):
      .element("div", ["class": "figures"], figures.map(Markup.figure))
    case .code(let text): .element("pre", [:], [.element("code", text: text)])
    case .folded(let title, let blocks): .folded(title, blocks.map(\.markup))
    }
  }
}

extension Block.Role {
  fileprivate var className: String {
    switch self {
    case .answer: "answer"
    case .notice: "notice"
    case .plain: ""
    case .remark: "faint"
    }
  }
}

extension Markup {
  /// Returns a plot with its title, how to read it, and its table, folded.
  fileprivate static func figure(_ figure: Figure) -> Markup {
    .element(
      "figure", [:],
      [
        .element("figcaption", [:], [.element("h3", text: figure.title)]),
        figure.drawing,
        .element("p", ["class": "faint"], text: figure.description),
        folded("Table", [table(figure.table, caption: figure.title)]),
      ])
  }

  fileprivate static func folded(_ title: String, _ content: [Markup]) -> Markup {
    .element("details", [:], [.element("summary", text: title)] + content)
  }

  /// Returns a table that scrolls in itself where it is wider than the page.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - caption: Its name for a screen reader.
  ///   - changed: The indices of the rows that stand out.
  fileprivate static func table(
    _ table: DataTable, caption: String, changed: Set<Int> = []
  ) -> Markup {
    let isNumber = table.areNumbers
    func cell(_ name: String, _ text: String, _ column: Int) -> Markup {
      isNumber[column]
        ? .element(name, ["class": "n"], text: text) : .element(name, text: text)
    }
    let head = table.columns.enumerated().map { column, title in
      Markup.element(
        "th", isNumber[column] ? ["scope": "col", "class": "n"] : ["scope": "col"], text: title)
    }
    let rows = table.rows.enumerated().map { index, row in
      let cells = row.enumerated().map { cell("td", $1, $0) }
      return changed.contains(index)
        ? Markup.element("tr", ["class": "changed"], cells) : .element("tr", [:], cells)
    }
    return .element(
      "div", ["class": "wide", "role": "region", "tabindex": "0", "aria-label": caption],
      [
        .element(
          "table", [:],
          [.element("thead", [:], [.element("tr", [:], head)]), .element("tbody", [:], rows)])
      ])
  }
}

extension DataTable {
  /// Whether each column holds numbers, `[columns]`.
  var areNumbers: [Bool] {
    columns.indices.map { column in rows.allSatisfy { $0[column].isNumber } }
  }
}

extension String {
  /// Whether a cell holds a number, an interval, or a dash for none.
  ///
  /// By hand, since to compile a regular expression for each cell took two thirds of the time of a report.
  fileprivate var isNumber: Bool {
    guard self != "–" else { return true }
    let ends = components(separatedBy: " … ")
    return ends.count <= 2 && ends.allSatisfy(\.isOneNumber)
  }

  private var isOneNumber: Bool {
    let digits = hasPrefix("+") || hasPrefix("−") ? dropFirst() : self[...]
    let parts = digits.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    return parts[0].first?.isWholeNumber == true
      && parts[0].allSatisfy { $0.isWholeNumber || $0 == "." }
      && parts.dropFirst().allSatisfy { Int($0) != nil }
  }
}
