extension TaskDescription {
  /// A file of a task, by the word that an experiment file has for it.
  public enum File: String, CaseIterable, Sendable {
    /// The training examples.
    case train
    /// The validation examples.
    case validation
    /// The test examples.
    case test
  }

  /// Returns the problems of all files, the first few of each kind.
  ///
  /// - Parameter rows: The number of rows of each file that are read; nil for all.
  public func problems(inFirst rows: Int? = 100) -> [(file: File, problem: TaskDataError)] {
    let training = TaskRows(self)
    var problems: [(File, TaskDataError)] = []
    var reader = training
    let found = reader.problems(in: train, inFirst: rows)
    problems += found.map { (.train, $0) }
    // The labels of the training files are known after all of their rows alone.
    let areLabelsKnown = rows == nil && found.isEmpty
    for (file, paths) in [(File.validation, validation), (.test, test)] {
      for path in paths ?? [] {
        var others = areLabelsKnown ? reader.rows(in: [path]) : training
        problems += others.problems(in: [path], inFirst: rows).map { (file, $0) }
      }
    }
    return problems
  }
}

extension TaskRows {
  /// Reads files, one after another, and returns their problems.
  ///
  /// - Parameter most: The number of rows of each file that are read; nil for all.
  fileprivate mutating func problems(in paths: [String], inFirst most: Int?) -> [TaskDataError] {
    paths.flatMap { path in
      var found = FoundProblems(of: path)
      open(path)
      var count = 0
      while most.map({ count < $0 }) ?? true {
        count += 1
        do throws(TaskDataError) {
          guard try advance() else { break }
        } catch {
          found.add(error)
          guard canGoOn, error.isOfOneRow else { break }
        }
      }
      return found.shown
    }
  }
}

extension TaskDataError {
  /// Whether the rows after it may be as expected.
  fileprivate var isOfOneRow: Bool {
    switch self {
    case .wrongField, .missingColumns: true
    default: false
    }
  }
}
