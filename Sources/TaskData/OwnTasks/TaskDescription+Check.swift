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
    let found = FoundProblems.of(&reader, in: train, inFirst: rows)
    problems += found.map { (.train, $0) }
    // The labels of the training files are known after all of their rows alone.
    let areLabelsKnown = rows == nil && found.isEmpty
    for (file, paths) in [(File.validation, validation), (.test, test)] {
      for path in paths ?? [] {
        var others = areLabelsKnown ? reader.rows(in: [path]) : training
        problems += FoundProblems.of(&others, in: [path], inFirst: rows).map { (file, $0) }
      }
    }
    return problems
  }
}

/// The problems of a file's rows, the first few of each kind.
private struct FoundProblems {
  private var kinds: [(name: String, problems: [TaskDataError], count: Int)] = []

  /// The number of problems of a kind that are shown, and of kinds.
  private static let few = 3
  private static let mostKinds = 10

  /// Reads files, one after another, and returns their problems.
  static func of(
    _ rows: inout TaskRows, in paths: [String], inFirst most: Int?
  ) -> [TaskDataError] {
    paths.flatMap { path in
      var found = FoundProblems()
      rows.open(path)
      var count = 0
      while most.map({ count < $0 }) ?? true {
        count += 1
        do throws(TaskDataError) {
          guard try rows.advance() else { break }
        } catch {
          found.add(error)
          guard rows.canGoOn, error.isOfOneRow else { break }
        }
      }
      return found.shown(path)
    }
  }

  private mutating func add(_ problem: TaskDataError) {
    let name = problem.kind
    if let index = kinds.firstIndex(where: { $0.name == name }) {
      kinds[index].count += 1
      if kinds[index].count <= Self.few { kinds[index].problems.append(problem) }
    } else if kinds.count < Self.mostKinds {
      kinds.append((name, [problem], 1))
    }
  }

  private func shown(_ path: String) -> [TaskDataError] {
    kinds.flatMap { kind in
      let more = kind.count - kind.problems.count
      return kind.problems + (more > 0 ? [.furtherProblems(path: path, count: more)] : [])
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

  /// What problems of the same kind have in common.
  fileprivate var kind: String {
    switch self {
    case .wrongField(_, _, _, let expected):
      String(expected.split(separator: ":", omittingEmptySubsequences: false).first ?? "")
    case .missingColumns(let columns, _, _, _): columns.joined(separator: "\n")
    default: description
    }
  }
}
