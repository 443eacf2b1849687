/// The treatment of missing values.
public enum MissingValues: Equatable, Sendable {
  /// Leave the row out.
  case drop
  /// Take the mean of the training examples for a number, and no category.
  case mean
  /// Take this number or category.
  case value(String)
}

extension MissingValues: RawRepresentable, Codable {
  /// Creates it from the word or value of an experiment file.
  public init(rawValue: String) {
    switch rawValue {
    case "drop": self = .drop
    case "mean": self = .mean
    default: self = .value(rawValue)
    }
  }

  /// The word or value of an experiment file.
  public var rawValue: String {
    switch self {
    case .drop: "drop"
    case .mean: "mean"
    case .value(let text): text
    }
  }
}

/// The texts that stand for a missing value.
struct MissingMarks {
  private let marks: Set<Substring>

  /// Takes those that a layout gives, otherwise the empty text; none if missing values are errors.
  init(_ layout: TableLayout) {
    let isAllowed = layout.missing != nil || layout.na != nil
    marks = Set((layout.na ?? (isAllowed ? [""] : [])).map { $0.trimmingSpaces })
  }

  /// Whether a text stands for a missing value, with or without spaces at its ends.
  func contains(_ text: String) -> Bool { !marks.isEmpty && marks.contains(text.trimmingSpaces) }

  /// Texts that often stand for a missing value.
  static let usual: Set<Substring> = [
    "", "?", "-", ".", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "none", "missing",
  ]
}
