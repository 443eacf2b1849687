import Plots

/// A report before it has a form: sections of paragraphs, tables and plots.
struct Document: Sendable {
  /// A part with a heading.
  struct Section: Sendable {
    /// The name that links point to.
    let name: String
    let title: String
    let blocks: [Block]
  }

  let title: String

  /// What stands above the sections: the answer.
  let opening: [Block]

  /// The sections that have something to say.
  let sections: [Section]

  /// The line at the end.
  let closing: String

  init(title: String, opening: [Block], sections: [Section], closing: String) {
    self.title = title
    self.opening = opening
    self.sections = sections.filter { !$0.blocks.isEmpty }
    self.closing = closing
  }

  /// All plots, in their order.
  var figures: [Figure] {
    (opening + sections.flatMap(\.blocks)).flatMap { block -> [Figure] in
      if case .figures(let figures) = block { figures } else { [] }
    }
  }
}

/// A piece of a document.
indirect enum Block: Sendable {
  /// What a paragraph is for.
  enum Role: Sendable {
    /// The answer, the first sentence of all.
    case answer
    /// What must not be overlooked.
    case notice
    /// The text itself.
    case plain
    /// What few readers need.
    case remark
  }

  /// A number or a short text with its name.
  struct Fact: Sendable {
    let name: String
    let value: String
  }

  /// A paragraph.
  case paragraph(String, Role = .plain)

  /// Short facts in a row.
  case facts([Fact])

  /// A table; some rows may stand out.
  case table(DataTable, caption: String, changed: Set<Int> = [])

  /// Plots side by side, each with its table.
  case figures([Figure])

  /// A text to be copied.
  case code(String)

  /// Blocks that are shown on demand.
  case folded(String, [Block])
}

extension Block {
  /// Returns warnings, folded where they would push the answer's numbers down.
  static func remarks(_ texts: [String]) -> [Block] {
    let blocks = texts.map { Block.paragraph($0.sentence, .remark) }
    return blocks.count > 3 ? [.folded("\(blocks.count) notes", blocks)] : blocks
  }
}

extension String {
  /// The text with a capital letter and a full stop.
  var sentence: String { prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".") }

  /// A name as a title has it: cut where it is long.
  var brief: String { count > 28 ? prefix(27) + "…" : self }
}
