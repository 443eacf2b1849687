/// The probable use of each column of a file: input, target, or none.
public struct InspectedRoles: Equatable, Sendable {
  /// The columns of a sentence or of a pair; empty for none.
  public private(set) var text: [String] = []

  /// The columns of which one text is made; empty for none.
  public private(set) var join: [String] = []

  /// The input columns of numbers and categories; empty for none.
  public private(set) var features: [String] = []

  /// The column of the class; nil for none.
  public private(set) var label: String?

  /// The column of the number to predict; nil for none.
  public private(set) var target: String?

  /// The labels that are probably no classes; nil for none.
  public private(set) var dropLabels: [String]?

  /// The label by each other spelling of it; nil for none.
  public private(set) var labelNames: [String: String]?

  /// Why the column is predicted, or why none is.
  public private(set) var reason = ""

  /// The keys of these roles in an experiment file.
  private(set) var guesses: [Guess] = []

  /// Finds the roles of columns.
  init(_ columns: [InspectedColumn]) {
    let usable = columns.filter {
      ![.empty, .identifier, .nested].contains($0.kind) && $0.distinct > 1
    }
    let answer = findAnswer(usable)
    let inputs = usable.filter { $0.name != answer?.name }
    let texts = inputs.filter { $0.kind == .text }.map(\.name)
    if texts.isEmpty {
      features = inputs.map(\.name)
      if !features.isEmpty {
        guesses.append(
          Guess(
            key: "features", value: Guess.yaml(features), reason: "numbers and categories; no texts"
          ))
      }
    } else if texts.count == 2, Self.isPair(texts) {
      text = texts
      guesses.append(
        Guess(
          key: "text", value: Guess.yaml(texts),
          reason: "two texts of a pair; 'join' makes one of them"))
    } else if texts.count > 1 {
      join = texts
      guesses.append(
        Guess(
          key: "join", value: Guess.yaml(texts),
          reason:
            "one text of all of them; 'text: [a, b]' is for pairs such as premise and hypothesis"))
    } else {
      text = texts
      guesses.append(
        Guess(key: "text", value: Guess.yaml(texts), reason: "the only column of texts"))
    }
    guard let answer else { return }
    if Self.isLabel(answer) {
      label = answer.name
    } else {
      target = answer.name
    }
    guesses.append(
      Guess(key: label == nil ? "target" : "label", value: Guess.yaml(answer.name), reason: reason))
  }

  // MARK: - What is predicted

  private static let names = [
    "label", "gold_label", "gold", "target", "class", "y", "category", "sentiment", "score",
    "rating",
    "stars", "grade", "quality", "similarity", "is_duplicate", "price", "income", "survived",
    "alive",
    "outcome", "status", "type", "spam", "polarity", "emotion", "intent", "topic",
  ]

  private mutating func findAnswer(_ columns: [InspectedColumn]) -> InspectedColumn? {
    let possible = columns.filter { $0.kind != .text }
    for name in Self.names {
      if let named = possible.first(where: { $0.name.lowercased() == name }) {
        reason = "its name"
        return named
      }
    }
    let hasText = columns.contains { $0.kind == .text }
    let categories = possible.filter { $0.kind == .category }
    if hasText, let fewest = categories.min(by: { $0.distinct < $1.distinct }) {
      reason = "the category with the fewest values"
      return fewest
    }
    if let last = possible.last {
      reason = hasText ? "the last column that is no text" : "the last column"
      return last
    }
    reason = "no column holds categories or numbers"
    return nil
  }

  private static func isLabel(_ column: InspectedColumn) -> Bool {
    let scales = ["score", "rating", "stars", "grade", "quality", "similarity", "price"]
    return column.kind == .category
      || (column.isWhole && column.distinct <= 10 && !scales.contains(column.name.lowercased()))
  }

  /// Whether two columns are those of a pair: their names differ in a number or letter at the end.
  private static func isPair(_ names: [String]) -> Bool {
    let pairs: Set<Set<String>> = [
      ["premise", "hypothesis"], ["question", "sentence"], ["question", "answer"],
      ["query", "passage"],
      ["text", "hypothesis"], ["query", "document"], ["source", "target"],
    ]
    let lower = names.map { $0.lowercased() }
    if pairs.contains(Set(lower)) || names.allSatisfy({ Int($0) != nil }) { return true }
    return lower[0].dropLast() == lower[1].dropLast() && lower[0] != lower[1]
  }

  // MARK: - Values

  /// Returns the keys that the values of the columns suggest, and sets those of the layout.
  mutating func guessValues(
    _ columns: [InspectedColumn], _ layout: inout TableLayout
  ) -> [Guess] {
    var guesses: [Guess] = []
    let used = columns.filter { column in
      (text + join + features + [label, target].compactMap(\.self)).contains(column.name)
    }
    if used.contains(where: { $0.isPadded && $0.kind != .text && $0.kind != .number }) {
      layout.trim = true
      guesses.append(
        Guess(key: "trim", value: "true", reason: "labels or categories have spaces at their ends"))
    }
    let lacking = used.filter {
      $0.missing > 0 && (features.contains($0.name) || $0.name == target)
    }
    if !lacking.isEmpty {
      layout.missing = .mean
      let names = lacking.map { "'\($0.name)' (\($0.missing))" }.joined(separator: ", ")
      guesses.append(
        Guess(key: "missing", value: "mean", reason: "values are missing: \(names); or 'drop'"))
      let marks = Set(lacking.flatMap(\.marks)).sorted()
      if !marks.isEmpty {
        layout.na = [""] + marks
        guesses.append(
          Guess(
            key: "na", value: Guess.yaml([""] + marks), reason: "not a number in columns of numbers"
          ))
      }
    }
    let labels = used.first { $0.name == label }?.values ?? []
    let names = spellings(of: labels.map { layout.trim == true ? String($0.trimmingSpaces) : $0 })
    if !names.isEmpty {
      labelNames = names
      let pairs = names.sorted { $0.key < $1.key }
        .map { "\(Guess.yaml($0.key)): \(Guess.yaml($0.value))" }
      guesses.append(
        Guess(
          key: "labels", value: "{\(pairs.joined(separator: ", "))}",
          reason: "they differ in case or space alone"))
    }
    let dropped = labels.filter { labels.count > 2 && isUndecided($0) }
    if !dropped.isEmpty {
      dropLabels = dropped
      guesses.append(
        Guess(key: "drop_labels", value: Guess.yaml(dropped), reason: "looks like no label"))
    }
    return guesses
  }
}
