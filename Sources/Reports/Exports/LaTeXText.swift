import Plots

/// The tables of a document in LaTeX.
struct LaTeXText {
  let document: Document

  var text: String {
    let tables = (document.opening + document.sections.flatMap(\.blocks)).compactMap { block in
      if case .table(let table, let caption, _) = block {
        self.text(of: table, caption)
      } else {
        nil
      }
    }
    return (["% \\usepackage{booktabs}\n"] + tables).joined(separator: "\n")
  }

  private func text(of table: DataTable, _ caption: String) -> String {
    func line(_ cells: [String]) -> String {
      "    " + cells.map(\.asLaTeX).joined(separator: " & ") + " \\\\"
    }
    let columns = table.areNumbers.map { $0 ? "r" : "l" }.joined()
    return
      ([
        "\\begin{table}", "  \\centering", "  \\caption{\(caption.asLaTeX)}",
        "  \\begin{tabular}{\(columns)}", "    \\toprule", line(table.columns), "    \\midrule",
      ] + table.rows.map(line) + [
        "    \\bottomrule", "  \\end{tabular}", "\\end{table}", "",
      ]).joined(separator: "\n")
  }
}

extension String {
  /// The text with the characters that LaTeX gives a meaning escaped.
  fileprivate var asLaTeX: String {
    unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "<": "\\textless{}"
      case ">": "\\textgreater{}"
      case "&", "%", "$", "#", "_", "{", "}": "\\" + String(scalar)
      case "−": "$-$"
      case "–": "--"
      case "…": "\\ldots{}"
      case "\n", "\r", "\t": " "
      default: String(scalar)
      }
    }.joined()
  }
}
