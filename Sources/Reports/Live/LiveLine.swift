/// A line of a live view: parts with their emphasis, none of which changes a terminal.
public struct LiveLine: Equatable, Sendable {
  /// How a part stands out.
  public enum Emphasis: Equatable, Sendable {
    /// As the text around it.
    case plain
    /// A title, or what is best.
    case strong
    /// What matters less.
    case faint
    /// What was kept.
    case good
    /// What failed.
    case bad
  }

  /// A text with its emphasis.
  public struct Part: Equatable, Sendable {
    /// The text.
    public let text: String

    /// How it stands out.
    public let emphasis: Emphasis
  }

  /// The parts from left to right.
  public private(set) var parts: [Part] = []

  /// Creates the line of a text, without what could change a terminal, in at most so many columns.
  public init(_ text: String, width: Int) {
    self.init(text.forTerminal.cut(to: width))
  }

  init(_ text: String = "", _ emphasis: Emphasis = .plain) {
    add(text, emphasis)
  }

  /// Adds a text without what could change a terminal.
  mutating func add(_ text: String, _ emphasis: Emphasis = .plain) {
    guard !text.isEmpty else { return }
    parts.append(Part(text: text.forTerminal, emphasis: emphasis))
  }

  /// The text of the line.
  public var text: String { parts.map(\.text).joined() }

  /// The columns that the line takes.
  public var columns: Int { text.columns }

  /// The line in at most so many columns.
  func cut(to width: Int) -> LiveLine {
    guard columns > width else { return self }
    var (line, rest) = (LiveLine(), text.cut(to: width)[...])
    for part in parts {
      line.add(String(rest.prefix(part.text.count)), part.emphasis)
      rest = rest.dropFirst(part.text.count)
    }
    return line
  }
}
