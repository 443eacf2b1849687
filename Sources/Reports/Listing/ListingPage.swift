import AutoSeM
import Foundation
import Plots

/// The page of a folder's runs, from which their reports are opened and compared.
public struct ListingPage: Sendable {
  private let runs: [ListedRun]

  /// Creates the page.
  public init(runs: [ListedRun]) {
    self.runs = runs
  }

  /// The text of the page.
  ///
  /// - Parameter pause: The seconds after which a browser loads it again.
  public func html(refreshingEvery pause: Int) -> String {
    let body: [Markup] = [
      .element("header", [:], [.element("h1", text: "autosem: the runs of this folder")]),
      .element("main", ["id": "content"], runs.isEmpty ? [Self.nothing] : [form]),
      .element(
        "footer", [:], [.element("p", text: "Read from the runs' journals; nothing is written.")]),
    ]
    return HTMLPage.served(title: "autosem runs", refreshingEvery: pause, body: body)
  }

  /// The text of a page that says why there is no other.
  public static func refusal(_ reason: String) -> String {
    HTMLPage.served(
      title: "autosem",
      body: [
        .element(
          "main", ["id": "content"],
          [
            .element("p", ["class": "notice"], text: reason.sentence),
            .element("p", [:], [.element("a", ["href": "/"], text: "All runs")]),
          ])
      ])
  }

  private static let nothing = Markup.element(
    "p", text: "No run is here: a folder that has journal.sqlite in it is one.")

  /// The table, with a box for each run that can be put beside others.
  private var form: Markup {
    let titles = ["compare", "run", "state", "task", "kind", "answer"]
    let head = titles.map { Markup.element("th", ["scope": "col"], text: $0) }
    return .element(
      "form", ["action": "/compare", "method": "get"],
      [
        .element(
          "div", ["class": "wide", "role": "region", "tabindex": "0", "aria-label": "Runs"],
          [
            .element(
              "table", ["class": "listing"],
              [
                .element("thead", [:], [.element("tr", [:], head)]),
                .element("tbody", [:], runs.map(row)),
              ])
          ]),
        .element(
          "p", [:], [.element("button", ["type": "submit"], text: "Compare the marked runs")]),
      ])
  }

  private func row(_ run: ListedRun) -> Markup {
    let box: [Markup] =
      run.kind == "search"
      ? [
        .element(
          "input",
          [
            "type": "checkbox", "name": "run", "value": run.name,
            "aria-label": "compare \(run.name)",
          ])
      ] : []
    let name: Markup =
      run.state == nil
      ? .text(run.name)
      : .element("a", ["href": "/report?run=" + run.name.percentEncoded], text: run.name)
    return .element(
      "tr", [:],
      [
        .element("td", [:], box), .element("td", [:], [name]),
        .element("td", text: run.state?.rawValue ?? "unreadable"), .element("td", text: run.task),
        .element("td", text: run.kind), .element("td", ["class": "prose"], text: run.answer),
      ])
  }
}

extension HTMLPage {
  /// Returns a page that a browser loads again by itself, with the look of a report.
  static func served(title: String, refreshingEvery pause: Int? = nil, body: [Markup]) -> String {
    let refresh: [Markup] =
      pause.map { [.element("meta", ["http-equiv": "refresh", "content": "\($0)"])] } ?? []
    let head: [Markup] = [
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("meta", ["name": "color-scheme", "content": "light dark"]),
      .element("title", text: title), .element("style", text: PageStyle.sheet),
    ]
    let page = Markup.element(
      "html", ["lang": "en"], [.element("head", [:], head + refresh), .element("body", [:], body)])
    return "<!DOCTYPE html>\n" + page.serialized
  }
}

extension String {
  /// The text as a value of an address: all but letters and digits of ASCII in percent code.
  fileprivate var percentEncoded: String {
    utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        ? String(scalar) : String(format: "%%%02X", byte)
    }.joined()
  }
}
