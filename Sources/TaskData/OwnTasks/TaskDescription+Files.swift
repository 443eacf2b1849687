/// The steps of reading a task's files, and the notes on them.
extension TaskDescription {
  /// Returns all examples of files that are not the training files.
  ///
  /// - Parameters:
  ///   - rows: The rows of the training files, which were read.
  ///   - encoder: The encoder that was fitted to the training examples.
  func examples(
    in paths: [String], after rows: TaskRows, _ encoder: ExampleEncoder
  ) throws(TaskDataError) -> (examples: [Example], rows: TaskRows) {
    var others = rows.rows(in: paths)
    var examples: [Example] = []
    while try others.advance() { examples.append(others.example()) }
    guard !examples.isEmpty else { throw tooFew(in: paths, others, expected: 1) }
    encoder.encode(&examples)
    return (examples, others)
  }

  /// Returns the notes on the training files for the user, as sentences.
  func notes(on rows: TaskRows, labels: [String]) -> [String] {
    let delimiter = rows.guessedDelimiter.map {
      ["train: the first rows suggest \($0.phrase) between the columns; 'delimiter' decides it"]
    }
    let columns = features.indices.compactMap { feature in
      rows.categories[feature].map { "'\(features[feature])' (\($0.numbers.count))" }
    }
    let categories =
      columns.isEmpty
      ? []
      : [
        "categorical columns, with their numbers of categories: " + columns.joined(separator: ", ")
      ]
    return (delimiter ?? []) + categories
      + rows.counts.notes("train", missing: layout.missingValues) + labelNotes(labels)
  }

  /// The problem of files of which too few rows are left.
  func tooFew(in paths: [String], _ rows: TaskRows, expected: Int) -> TaskDataError {
    let counts = rows.counts
    let found = counts.rows - counts.incomplete - counts.withDroppedLabel
    let notes = counts.notes("of them", missing: layout.missingValues)
    return .tooFewExamples(
      path: paths.phrase + (value.map { " ('\(tasksBy ?? "")' is '\($0)')" } ?? ""), found: found,
      expected: expected, hint: notes.first)
  }
}

extension [String] {
  /// The path of a file, or of the first of several.
  var phrase: String { (first ?? "") + (count > 1 ? " and \(count - 1) more" : "") }
}
