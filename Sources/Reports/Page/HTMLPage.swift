import Plots

/// A page of sections that needs no other file, and reads as well without a script.
struct HTMLPage {
  /// A part of the page with a heading.
  struct Section {
    let name: String
    let title: String
    let content: [Markup]
  }

  let title: String

  /// What stands above the sections.
  let opening: [Markup]

  let sections: [Section]

  /// The line at the end.
  let closing: String

  /// The text of the file.
  var html: String {
    "<!DOCTYPE html>\n"
      + Markup.element(
        "html", ["lang": "en"],
        [
          head,
          .element(
            "body", [:],
            [
              .element("a", ["class": "skip", "href": "#content"], text: "Skip to the answer"),
              .element("header", [:], [.element("h1", text: title), navigation]),
              .element(
                "main", ["id": "content"],
                opening + sections.filter { !$0.content.isEmpty }.map(element)),
              .element("footer", [:], [.paragraph(closing)]),
            ]),
        ]
      ).serialized
  }

  /// The policy tells the browser to load nothing.
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
            "content": "default-src 'none'; style-src 'unsafe-inline'",
          ]),
        .element("title", text: title),
        .element("style", text: PageStyle.sheet + "\n" + PlotStyle.sheet),
      ])
  }

  private var navigation: Markup {
    .element(
      "nav", ["aria-label": "Sections"],
      sections.filter { !$0.content.isEmpty }.map { section in
        .element("a", ["href": "#\(section.name)"], text: section.title)
      })
  }

  private func element(_ section: Section) -> Markup {
    .element(
      "section", ["id": section.name, "aria-labelledby": "\(section.name)-title"],
      [.element("h2", ["id": "\(section.name)-title"], text: section.title)] + section.content)
  }
}
