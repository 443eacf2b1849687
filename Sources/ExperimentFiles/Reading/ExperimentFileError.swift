/// A problem of an experiment and its position.
public struct ExperimentProblem: Equatable, Sendable, CustomStringConvertible {
  /// The position of a problem.
  public enum Position: Equatable, Sendable {
    /// A position in a file, counted from one in lines and Unicode scalars, with its whole line.
    case file(name: String, line: Int, column: Int, excerpt: String)

    /// An option of the command line, as it was written.
    case option(String)

    /// The experiment as a whole: nothing was given where something is needed.
    case experiment
  }

  /// The position.
  public let position: Position

  /// What is wrong, what was expected, and a hint if there is one.
  public let message: String

  /// Creates a problem.
  public init(position: Position, message: String) {
    self.position = position
    self.message = message
  }

  /// The position and the message; under them, the line of the file with a caret.
  public var description: String {
    switch position {
    case .file(let name, let line, let column, let excerpt):
      let header = "\(name):\(line):\(column): \(message)"
      guard !excerpt.isEmpty else { return header }
      let (shown, before) = Self.part(of: excerpt, around: column - 1)
      // Tabs stay tabs, so that the caret is in the right column at any tab width.
      let margin = String.UnicodeScalarView(
        shown.unicodeScalars.prefix(before).map { $0 == "\t" ? "\t" : " " })
      return "\(header)\n\(shown)\n\(String(margin))^"
    case .option(let written):
      return "\(written): \(message)"
    case .experiment:
      return message
    }
  }

  /// The length of the part of a line that is shown.
  private static let longestExcerpt = 160

  /// Returns the part of a line around a position, and the position in it; a scalar of the line is one of the part.
  private static func part(of line: String, around position: Int) -> (shown: String, before: Int) {
    let scalars = line.unicodeScalars.map { scalar in
      scalar != "\t" && scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }
    let start = max(0, min(position - longestExcerpt / 2, scalars.count - longestExcerpt))
    let end = min(start + longestExcerpt, scalars.count)
    var shown = String(String.UnicodeScalarView(scalars[start..<end]))
    if start > 0 { shown = "…" + shown }
    if end < scalars.count { shown += "…" }
    return (shown, position - start + (start > 0 ? 1 : 0))
  }
}

/// An error of reading an experiment.
public enum ExperimentFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file cannot be read.
  case unreadable(path: String, reason: String)

  /// All problems of what was read, in the order of their positions.
  case problems([ExperimentProblem])

  /// The experiment of a journal cannot be decoded.
  case unreadableJSON(reason: String)

  /// The number of problems that a message shows.
  private static let mostShown = 30

  /// The failure as a sentence, or a paragraph for each of the first problems.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "'\(path)' cannot be read: \(reason)"
    case .problems(let problems):
      (problems.prefix(Self.mostShown).map(\.description)
        + (problems.count > Self.mostShown
          ? ["and \(problems.count - Self.mostShown) more problems"] : []))
        .joined(separator: "\n")
    case .unreadableJSON(let reason):
      "the journal is damaged: its experiment cannot be read: \(reason)"
    }
  }
}
