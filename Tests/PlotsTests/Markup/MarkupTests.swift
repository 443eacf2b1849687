import Foundation
import Plots
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct MarkupTests {
  @Test func textsAndValuesAreEscaped() {
    let markup = Markup.element(
      "b", ["title": #"a" onload="x"#], text: "<script>alert('1') && 2 > 1</script>")
    #expect(
      markup.serialized == #"<b title="a&quot; onload=&quot;x">"#
        + "&lt;script&gt;alert('1') &amp;&amp; 2 &gt; 1&lt;/script&gt;</b>")
  }

  /// XML reads it as text, and a browser as it stands.
  @Test func aScriptIsNotEscaped() throws {
    let text = Markup.element("body", [:], [.script("if (1 < 2 && '\"') {}")]).serialized
    #expect(
      text.contains("<script>\n//<![CDATA[\nif (1 < 2 && '\"') {}\n//]]>\n</script>"))
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }

  @Test(arguments: ["\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{202E}", "\u{2066}", "\u{FFFF}"])
  func whatXMLForbidsOrTurnsTheTextIsReplaced(scalar: String) {
    #expect(Markup.element("b", text: "a\(scalar)b").serialized == "<b>a\u{FFFD}b</b>")
  }

  @Test func namesOfAllScriptsAreKept() {
    let name = "Größe → 任务 🏷️\tx"
    #expect(Markup.element("b", text: name).serialized == "<b>\(name)</b>")
  }

  /// HTML ignores the slash of an empty `<td/>` and would put what follows into it.
  @Test func onlyVoidElementsHaveNoEndTag() {
    #expect(Markup.element("td").serialized == "<td></td>")
    #expect(Markup.element("br").serialized == "<br/>")
  }
}
