import Foundation
import Plots
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a page as XML, without a browser.
final class PageReader: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private(set) var text = ""
  let isWellFormed: Bool

  init(_ html: String) {
    let parser = XMLParser(data: Data(html.utf8))
    let events = Events()
    parser.delegate = events
    isWellFormed = parser.parse()
    elements = events.elements
    text = events.text
  }

  private final class Events: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      elements.append((name, attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  func values(of attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }
}

/// Checks what holds for every page: well-formed, of one file, with no script but its own, and named for a screen
/// reader.
func checkPage(_ html: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let page = PageReader(html)
  #expect(page.isWellFormed, sourceLocation: sourceLocation)
  for (name, attributes) in page.elements {
    #expect(
      !["link", "img", "iframe", "object", "image", "use"].contains(name),
      sourceLocation: sourceLocation)
    for (attribute, value) in attributes {
      #expect(!attribute.hasPrefix("on") && attribute != "src", sourceLocation: sourceLocation)
      if attribute == "href" { #expect(value.hasPrefix("#"), sourceLocation: sourceLocation) }
    }
    if name == "svg" {
      #expect(
        attributes["role"] == "img" && attributes["aria-label"] != nil,
        sourceLocation: sourceLocation)
    }
    if name == "th" { #expect(attributes["scope"] != nil, sourceLocation: sourceLocation) }
  }
  #expect(page.elements.count { $0.name == "script" } == 1, sourceLocation: sourceLocation)
  #expect(
    html.contains(">\(Markup.content(ofScript: PageScript.text))</script>"),
    sourceLocation: sourceLocation)
  #expect(!html.contains("url(") && !html.contains("@import"), sourceLocation: sourceLocation)
  #expect(!html.contains("nan") && !html.contains("NaN"), sourceLocation: sourceLocation)
  let names = page.values(of: "id")
  #expect(Set(names).count == names.count, sourceLocation: sourceLocation)
  let targets = page.values(of: "href").map { String($0.dropFirst()) }
  #expect(targets.allSatisfy(names.contains), sourceLocation: sourceLocation)
}
