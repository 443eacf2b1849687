import Plots

/// The parts of which pages are made.
extension Markup {
  /// Returns a paragraph.
  static func paragraph(_ text: String, className: String? = nil) -> Markup {
    guard let className else { return .element("p", text: text) }
    return .element("p", ["class": className], text: text)
  }

  /// Returns numbers with their names.
  static func facts(_ facts: [(name: String, value: String)]) -> Markup {
    .element(
      "dl", ["class": "facts"],
      facts.map { fact in
        .element(
          "div", [:], [.element("dt", text: fact.name), .element("dd", text: fact.value)])
      })
  }

  /// Returns figures side by side where there is room.
  static func figures(_ figures: [Figure]) -> Markup {
    .element("div", ["class": "figures"], figures.map(figure))
  }

  /// Returns a plot with its title, how to read it, and its table, folded.
  private static func figure(_ figure: Figure) -> Markup {
    .element(
      "figure", [:],
      [
        .element("figcaption", [:], [.element("h3", text: figure.title)]),
        figure.drawing,
        .paragraph(figure.description, className: "faint"),
        folded("Table", [table(figure.table, caption: figure.title)]),
      ])
  }

  /// Returns content that is shown on demand.
  static func folded(_ title: String, _ content: [Markup]) -> Markup {
    .element("details", [:], [.element("summary", text: title)] + content)
  }

  /// Returns a table that scrolls in itself where it is wider than the page.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - caption: Its name for a screen reader.
  ///   - changed: The indices of the rows that stand out.
  static func table(_ table: DataTable, caption: String, changed: Set<Int> = []) -> Markup {
    let isNumber = table.columns.indices.map { column in
      table.rows.allSatisfy { $0[column].isNumber }
    }
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

extension String {
  /// The text with a capital letter and a full stop.
  var sentence: String { prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".") }

  /// Whether a cell holds a number, or a dash for none.
  fileprivate var isNumber: Bool {
    self == "–" || wholeMatch(of: /[+−]?\d[\d.]*(e[+-]\d+)?( … [+−]?\d[\d.]*)?/) != nil
  }
}
