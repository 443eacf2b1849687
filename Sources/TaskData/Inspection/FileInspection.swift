/// A guess of how to read a data file, what its columns hold, and what can be predicted from them.
///
/// Ours: rules on the first rows alone, without randomness. `description(named:)` returns the task, and `guesses` are its
/// keys in an experiment file with the reasons.
public struct FileInspection: Equatable, Sendable {
  /// The path.
  public let path: String

  /// The format.
  public let format: TableFormat

  /// The encoding.
  public let encoding: TextEncoding

  /// The delimiter; nil for JSON lines.
  public let delimiter: Delimiter?

  /// Whether the first row has the names of the columns; true for JSON lines.
  public let hasHeader: Bool

  /// The keys of the layout that have to be given, since the file's name and first rows do not decide them.
  public let layout: TableLayout

  /// The number of rows that were looked at.
  public let rows: Int

  /// Whether these are all rows.
  public let isWhole: Bool

  /// The columns.
  public let columns: [InspectedColumn]

  /// What is probably predicted, and from what.
  public let roles: InspectedRoles

  /// The keys of a task in an experiment file, in their order there, with the reasons.
  public let guesses: [Guess]

  /// What is probably a mistake in the file, as sentences.
  public let warnings: [String]

  /// The default number of rows to look at.
  public static let usualRows = 10_000

  /// Looks at a file.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - most: The largest number of rows to look at.
  /// - Throws: `TaskDataError` for a file that cannot be read.
  public init(path: String, rows most: Int = usualRows) throws(TaskDataError) {
    var found = try LayoutInspection(path)
    let isJSON = found.format == .jsonl
    let survey =
      try isJSON
      ? TableSurvey(ofJSON: path, found.layout, most) : TableSurvey(ofFields: path, found, most)
    hasHeader = survey.headerProblem == nil
    if let problem = survey.headerProblem { found.takeNoHeader(problem) }
    self.path = path
    (format, encoding, delimiter) = (found.format, found.encoding, found.delimiter)
    (rows, isWhole, columns) = (survey.rows, survey.isWhole, survey.columns)
    var roles = InspectedRoles(columns)
    var layout = found.layout
    let values = roles.guessValues(columns, &layout)
    (self.roles, self.layout) = (roles, layout)
    guesses = found.guesses + roles.guesses + values
    warnings = labelNotes(columns.first { $0.name == roles.label }?.values ?? [])
  }

  /// The file's name without extensions, as the name of a task.
  public var taskName: String {
    Self.taskName(String((path.split(separator: "/").last ?? "").prefix { $0 != "." }))
  }

  /// Returns a text as the name of a task.
  public static func taskName(_ text: String) -> String {
    let name = text.lowercased().unicodeScalars.map { scalar in
      let isLetter = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
      return isLetter ? String(scalar) : "-"
    }
    return name.isEmpty ? "task" : name.joined()
  }

  /// Returns the task that the file is probably for.
  ///
  /// - Parameter name: The name of the task.
  public func description(named name: String) -> TaskDescription {
    var task = TaskDescription(name: name)
    task.train = [path]
    task.layout = layout
    (task.text, task.join, task.features) = (roles.text, roles.join, roles.features)
    (task.label, task.target) = (roles.label, roles.target)
    (task.labelNames, task.dropLabels) = (roles.labelNames, roles.dropLabels)
    return task
  }
}
