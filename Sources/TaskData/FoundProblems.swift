/// The problems of a file's rows, the first few of each kind.
struct FoundProblems {
  private let path: String
  private var kinds: [(name: String, problems: [TaskDataError], count: Int)] = []

  /// The number of problems of a kind that are shown, and of kinds.
  private static let few = 3
  private static let mostKinds = 10

  /// Starts without problems.
  ///
  /// - Parameter path: The path of the file.
  init(of path: String) {
    self.path = path
  }

  /// The problems, with the number of those like them.
  var shown: [TaskDataError] {
    kinds.flatMap { kind in
      let more = kind.count - kind.problems.count
      return kind.problems + (more > 0 ? [.furtherProblems(path: path, count: more)] : [])
    }
  }

  /// Adds a problem.
  mutating func add(_ problem: TaskDataError) {
    let name = problem.kind
    if let index = kinds.firstIndex(where: { $0.name == name }) {
      kinds[index].count += 1
      if kinds[index].count <= Self.few { kinds[index].problems.append(problem) }
    } else if kinds.count < Self.mostKinds {
      kinds.append((name, [problem], 1))
    }
  }
}

extension TaskDataError {
  /// Several problems as one; nil for none.
  static func all(_ problems: [TaskDataError]) -> TaskDataError? {
    problems.count > 1 ? .several(problems) : problems.first
  }

  /// The problems, of which there are several or one.
  var each: [TaskDataError] {
    if case .several(let problems) = self { problems } else { [self] }
  }

  /// What problems of the same kind have in common.
  fileprivate var kind: String {
    switch self {
    case .wrongField(_, _, _, let expected):
      String(expected.split(separator: ":", omittingEmptySubsequences: false).first ?? "")
    case .wrongRow(_, _, _, let expected): expected
    case .missingColumns(let columns, _, _, _): columns.joined(separator: "\n")
    default: description
    }
  }
}
