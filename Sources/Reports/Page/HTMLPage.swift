import Plots

/// A document as a page that needs no other file; its script only sorts tables and enlarges plots.
struct HTMLPage {
  let document: Document

  /// The text of the file.
  var text: String {
    "<!DOCTYPE html>\n"
      + Markup.element("html", ["lang": "en"], [head, .element("body", [:], body)]).serialized
  }

  /// The policy tells the browser to load nothing, and to run no script but that of the page.
  private var head: Markup {
    .element(
      "head", [:],
      [
        .element("meta", ["charset": "utf-8"]),
        .element(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .element("meta", ["name": "color-scheme", "content": "light dark"]),
        .element(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content":
              "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(PageScript.hash)'",
          ]),
        .element("title", text: document.title),
        .element("style", text: PageStyle.sheet + "\n" + PlotStyle.sheet),
      ])
  }

  private var body: [Markup] {
    [
      .element("a", ["class": "skip", "href": "#content"], text: "Skip to the answer"),
      .element("header", [:], [.element("h1", text: document.title), navigation]),
      .element(
        "main", ["id": "content"],
        document.opening.map(\.markup) + document.sections.map(element)),
      .element("footer", [:], [.element("p", text: document.closing)]),
      .script(PageScript.text),
    ]
  }

  private var navigation: Markup {
    .element(
      "nav", ["aria-label": "Sections"],
      document.sections.map { section in
        .element("a", ["href": "#\(section.name)"], text: section.title)
      })
  }

  private func element(_ section: Document.Section) -> Markup {
    .element(
      "section", ["id": section.name, "aria-labelledby": "\(section.name)-title"],
      [.element("h2", ["id": "\(section.name)-title"], text: section.title)]
        + section.blocks.map(\.markup))
  }
}
