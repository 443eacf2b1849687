import Plots

/// The paragraphs and the tables of a document in Markdown.
struct MarkdownText {
  let document: Document

  var text: String {
    let sections = document.sections.flatMap { section in
      ["## \(section.title.asMarkdown)"] + lines(section.blocks)
    }
    return (["# \(document.title.asMarkdown)"] + lines(document.opening) + sections)
      .joined(separator: "\n\n") + "\n"
  }

  /// Plots and what is folded are left out.
  private func lines(_ blocks: [Block]) -> [String] {
    blocks.compactMap { block in
      switch block {
      case .paragraph(let text, .answer): "**\(text.asMarkdown)**"
      case .paragraph(let text, _): text.asMarkdown
      case .facts(let facts):
        facts.map { "* \($0.name.asMarkdown): \($0.value.asMarkdown)" }.joined(separator: "\n")
      case .table(let table, _, _): lines(of: table)
      // Indented, since a fence may be part of the text.
      case .code(let text):
        text.split(whereSeparator: \.isNewline).map { "    " + $0 }.joined(separator: "\n")
      case .figures, .folded: nil
      }
    }
  }

  private func lines(of table: DataTable) -> String {
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
    let rule = table.areNumbers.map { $0 ? "---:" : "---" }
    return ([table.columns.map(\.asMarkdown), rule] + table.rows.map { $0.map(\.asMarkdown) })
      .map(line).joined(separator: "\n")
  }
}

extension String {
  /// The text on one line, with the characters that Markdown or HTML give a meaning escaped.
  fileprivate var asMarkdown: String {
    unicodeScalars.map { scalar in
      switch scalar {
      case "\n", "\r", "\t": " "
      case "&": "&amp;"
      case "<": "&lt;"
      case "\\", "|", "*", "_", "`", "[", "]", "#", "~", "$": "\\" + String(scalar)
      default: String(scalar)
      }
    }.joined()
  }
}
