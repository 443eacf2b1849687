/// What was counted while the rows of a task's files were read.
struct RowCounts {
  /// The rows that belong to the task, with those left out.
  var rows = 0

  /// The rows left out since a value is missing.
  var incomplete = 0

  /// The rows left out for their labels.
  var withDroppedLabel = 0

  /// The texts of the first rows that are in quotes, with doubled quotes inside, where quotes mean nothing.
  var textsInQuotes = 0

  /// The missing values of each column.
  var missing: [String: Int] = [:]

  /// The values of each column that are no category of the training files.
  var unknownCategories: [String: Int] = [:]

  /// The counts as sentences about files.
  ///
  /// - Parameters:
  ///   - files: What the files are called.
  ///   - rule: What becomes of missing values.
  func notes(_ files: String, missing rule: MissingValues?) -> [String] {
    var notes: [String] = []
    if incomplete > 0 {
      let what = rule == .drop ? "\(list(missing)) are missing" : "the target is missing"
      notes.append("\(files): \(incomplete) of \(rows) rows are left out, in which \(what)")
    }
    if rule != .drop, !missing.isEmpty {
      let value = rule == .mean ? "the mean, or by no category" : "'\(rule?.rawValue ?? "")'"
      notes.append("\(files): missing values are replaced by \(value): \(list(missing))")
    }
    if withDroppedLabel > 0 {
      notes.append("\(files): \(withDroppedLabel) of \(rows) rows are left out for their labels")
    }
    if textsInQuotes > 0 {
      notes.append(
        "\(files): texts in quotes, with doubled quotes inside, are among the first rows "
          + "(\(textsInQuotes)): if the file quotes fields, set 'quoted: true'")
    }
    if !unknownCategories.isEmpty {
      notes.append(
        "\(files): values that are no category of the training files, and read as none: "
          + list(unknownCategories))
    }
    return notes
  }

  /// Columns with their numbers, those with the most first.
  private func list(_ counts: [String: Int]) -> String {
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.prefix(5).map { "'\($0.key)' (\($0.value))" }.joined(separator: ", ")
      + (sorted.count > 5 ? " and those of \(sorted.count - 5) more columns" : "")
  }
}
