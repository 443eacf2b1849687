/// A column of a file that was looked at.
public struct InspectedColumn: Equatable, Sendable {
  /// What a column holds.
  public enum Kind: String, Sendable {
    /// Sentences or other texts, nearly all different.
    case text
    /// A few different texts.
    case category
    /// Numbers.
    case number
    /// A number or name of each row.
    case identifier = "id"
    /// Nothing.
    case empty
    /// Lists or objects in JSON, which are not read.
    case nested
  }

  /// The name, or the number of a column without header.
  public let name: String

  /// What it holds.
  public let kind: Kind

  /// The number of different values, up to `mostDistinct`.
  public let distinct: Int

  /// The number of rows without a value.
  public let missing: Int

  /// The texts, other than the empty one, that stand for a missing value.
  public let marks: [String]

  /// The first few different values.
  public let examples: [String]

  /// The different values, if they are few enough to be labels.
  let values: [String]

  /// Whether all values are whole numbers.
  let isWhole: Bool

  /// Whether values have spaces at their ends.
  let isPadded: Bool

  /// The largest number of different values to count.
  public static let mostDistinct = 1_000
}

/// Collects what a column of a file holds.
struct ColumnSurvey {
  private var rows = 0
  private var empty = 0
  private var marks: [String: Int] = [:]
  private var numbers = 0
  private var wholes = 0
  private var words = 0
  private var padded = 0
  private var order: [String] = []
  private var seen: Set<String> = []
  private var repeated = 0
  private var last: Int?
  private var steps = 0

  /// Takes the value of the next row.
  mutating func add(_ raw: String) {
    rows += 1
    let text = String(raw.trimmingSpaces)
    guard !MissingMarks.usual.contains(text[...]) else {
      if text.isEmpty { empty += 1 } else { marks[text, default: 0] += 1 }
      return
    }
    if text.utf8.count != raw.utf8.count { padded += 1 }
    if (try? finiteNumber(text)) != nil { numbers += 1 }
    if let whole = Int(text) {
      wholes += 1
      if let last, last < .max, whole == last + 1 { steps += 1 }
      last = whole
    }
    words += text.split(separator: " ").count
    if seen.contains(raw) {
      repeated += 1
    } else if seen.count < InspectedColumn.mostDistinct {
      seen.insert(raw)
      order.append(raw)
    }
  }

  /// Whether a text of a first row is one of the values rather than their name.
  func isValue(_ text: String) -> Bool {
    guard !text.trimmingSpaces.isEmpty else { return false }
    if numbers > 0, numbers == values { return (try? finiteNumber(text)) != nil }
    return seen.contains(text) || text.split(separator: " ").count > 6
  }

  /// Returns the column.
  func column(_ name: String) -> InspectedColumn {
    let kind = kind(name)
    // A mark among texts, such as '-', may be a label or a category.
    let isNumber = kind == .number || kind == .empty
    let texts = order + (isNumber ? [] : marks.keys.sorted())
    return InspectedColumn(
      name: name, kind: kind, distinct: texts.count,
      missing: empty + (isNumber ? marks.values.reduce(0, +) : 0),
      marks: isNumber ? marks.keys.sorted() : [],
      examples: texts.prefix(3).map(shortened),
      values: texts.count <= 50 ? texts.sorted() : [], isWhole: wholes == values,
      isPadded: padded > 0)
  }

  /// The number of rows that have a value.
  private var values: Int { rows - empty - marks.values.reduce(0, +) }

  private func kind(_ name: String) -> InspectedColumn.Kind {
    let count = values
    guard count > 0 else { return .empty }
    let isNamedID = name.lowercased() == "id" || name.lowercased().hasSuffix("_id")
    if numbers == count {
      // The first row is taken last.
      let isCount = wholes == count && count >= 3 && steps >= count - 2
      return isCount || (isNamedID && repeated == 0 && count > 20) ? .identifier : .number
    }
    let isShort = words <= 4 * count
    if isShort, repeated >= count / 2, seen.count <= CategoryReader.mostCategories {
      return .category
    }
    return words <= count + count / 2 && repeated == 0 && (isNamedID || count > 50)
      ? .identifier : .text
  }
}

/// The beginning of a text, on one line.
private func shortened(_ text: String) -> String {
  let line = text.map { $0.isWhitespace ? " " : String($0) }.joined()
  return line.count > 24 ? line.prefix(23) + "…" : line
}
