/// The values that a key may have.
enum ExperimentKind: Sendable, CustomStringConvertible {
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// Any whole number of 64 bits.
  case seed
  /// A number within bounds.
  case number(NumberBounds)
  /// One of these words.
  case choice([String])
  /// Some of these words, or all.
  case choices([String])
  /// Some of these words.
  case selection([String])
  /// The name of a task, or names of several.
  case primary
  /// Targets with their weights.
  case targets
  /// Names of tasks.
  case tasks
  /// The path of a folder.
  case folder
  /// Paths of folders, or one without a list.
  case folders
  /// Paths of files, or one without a list.
  case files
  /// The name of a column.
  case column
  /// So many names of columns, or one without a list.
  case columns(ClosedRange<Int>)
  /// Labels, or labels by the texts that stand for them.
  case labels
  /// A text that a phrase describes.
  case phrase(String)
  /// A text, or a list of texts, which a phrase describes.
  case textOrList(String)
  /// A program and its arguments.
  case words
  /// A share or a number of examples, and perhaps all that a limit leaves over.
  case amount(allowsRest: Bool)
  /// Trainings, batches or time.
  case budget
  /// A time.
  case time
  /// An amount of memory.
  case memory
  /// Variables of an environment, by name.
  case variables

  /// Whether it is a path.
  var isPath: Bool {
    switch self {
    case .folder, .files: true
    default: false
    }
  }

  /// The allowed values, as a phrase.
  var description: String {
    switch self {
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .seed: "a whole number from 0 to \(UInt64.max)"
    case .number(let bounds): "a number \(bounds)"
    case .choice(let words): alternatives(words)
    case .choices(let words):
      "'all', or a list of \(words.map { "'\($0)'" }.joined(separator: ", "))"
    case .selection(let words): "a list of \(alternatives(words))"
    case .primary: "the name of a task, or a list of such names"
    case .targets: "a map of names to weights, or to {weight: 1, lose_at_most: 0.01}"
    case .tasks: "a list of names of tasks"
    case .folder: "the path of a folder"
    case .folders: "the path of a folder, or a list of such paths"
    case .files: "the path of a file or folder, with `*` for several, or a list of such paths"
    case .column: "the name of a column"
    case .columns(let count):
      "the name of a column, or a list of \(count.lowerBound) to \(count.upperBound)"
    case .labels: "a list of labels, or a map from texts to labels"
    case .phrase(let phrase), .textOrList(let phrase): phrase
    case .words: "a list of words: a program and its arguments"
    case .amount(let allowsRest):
      "a share between 0 and 1, or a whole number from 1" + (allowsRest ? ", or 'rest'" : "")
    case .budget: "trainings such as '40', batches such as '20000 batches', or time such as '2h'"
    case .time: "a time such as '8h' or '90 min'"
    case .memory: "memory such as '8G' or '512M'"
    case .variables: "a map of names to texts"
    }
  }
}

/// Words as a phrase: `a`, `b` or `c`.
private func alternatives(_ words: [String]) -> String {
  let quoted = words.map { "'\($0)'" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
  return "\(quoted.dropLast().joined(separator: ", ")) or \(last)"
}

/// The bounds of a number.
struct NumberBounds: Sendable, CustomStringConvertible {
  /// An end, and whether it belongs to the numbers.
  enum End: Sendable {
    case included(Double)
    case excluded(Double)
  }

  let lower: End
  let upper: End

  /// Whether a number is within.
  func contains(_ number: Double) -> Bool {
    let isAbove =
      switch lower {
      case .included(let end): number >= end
      case .excluded(let end): number > end
      }
    let isBelow =
      switch upper {
      case .included(let end): number <= end
      case .excluded(let end): number < end
      }
    return isAbove && isBelow
  }

  /// The numbers as a phrase.
  var description: String {
    func text(_ end: Double) -> String { end == end.rounded() ? "\(Int(end))" : "\(end)" }
    return switch (lower, upper) {
    case (.included(let low), .included(let high)): "from \(text(low)) to \(text(high))"
    case (.included(let low), .excluded(let high)):
      "of at least \(text(low)) and below \(text(high))"
    case (.excluded(let low), .included(let high)): "above \(text(low)) and at most \(text(high))"
    case (.excluded(let low), .excluded(let high)): "between \(text(low)) and \(text(high))"
    }
  }
}

/// The settings from which an experiment starts.
public enum ExperimentMode: String, CaseIterable, Sendable, Codable {
  /// The recommended ones.
  case standard = "default"
  /// Those of the original, as far as they are known (`docs/fidelity.md`).
  case paper
}

/// The kinds of trainers.
public enum TrainerKind: String, CaseIterable, Sendable, Codable {
  /// The built-in trainer.
  case torch
  /// The user's command, which follows the protocol.
  case command
  /// The user's command, which scores a mixture.
  case score
}
