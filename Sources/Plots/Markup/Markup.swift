/// A piece of XML or HTML: a text, or an element with attributes and children.
///
/// What it prints is well-formed XML and also HTML5. Every text and every value is escaped.
public indirect enum Markup: Equatable, Sendable {
  /// A text.
  case text(String)

  /// A script, which is not escaped.
  case script(String)

  /// An element.
  case node(name: String, attributes: [Attribute], children: [Markup])

  /// An attribute of an element.
  public struct Attribute: Equatable, Sendable {
    let name: String
    let value: String
  }

  /// Returns an element; the attributes keep their order.
  public static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
  ) -> Markup {
    .node(
      name: name, attributes: attributes.map { Attribute(name: $0.key, value: $0.value) },
      children: children)
  }

  /// Returns an element with a text.
  public static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
  ) -> Markup {
    element(name, attributes, [.text(text)])
  }

  /// The text of the markup.
  public var serialized: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text): output += text.escaped
    case .script(let text): output += "<script>" + Self.content(ofScript: text) + "</script>\n"
    case .node(let name, let attributes, let children):
      output += "<" + name
      for attribute in attributes {
        output += " \(attribute.name)=\"\(attribute.value.escaped)\""
      }
      if Self.voids.contains(name) {
        output += "/>"
      } else {
        output += ">"
        for child in children { child.write(to: &output) }
        output += "</\(name)>"
      }
      if Self.blocks.contains(name) { output += "\n" }
    }
  }

  /// Returns what stands between the tags of a script: the text between marks that XML needs and the script ignores.
  ///
  /// - Precondition: The text has no end tag of a script, and none of those marks.
  public static func content(ofScript text: String) -> String {
    precondition(
      !text.contains("</script") && !text.contains("<!--") && !text.contains("]]>"),
      "a script that does not end its own element is expected")
    return "\n//<![CDATA[\n" + text + "\n//]]>\n"
  }

  /// The elements of HTML that have no end tag; all others have one, since HTML ignores the slash of `<td/>`.
  private static let voids: Set = ["meta", "br", "hr", "input"]

  /// The elements after which a line may end without a change of meaning.
  private static let blocks: Set = [
    "body", "details", "dl", "figure", "footer", "g", "h1", "h2", "h3", "head", "header", "li",
    "main", "meta", "nav", "p", "path", "section", "style", "svg", "table", "tbody", "thead", "tr",
    "ul",
  ]
}

extension String {
  /// The text with the characters that markup gives a meaning replaced by their references.
  ///
  /// Characters that XML forbids, and those that change the direction of what follows, become U+FFFD.
  fileprivate var escaped: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where scalar.isForbidden: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var isForbidden: Bool {
    switch value {
    case 0x9, 0xA, 0xD: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
