extension TaskDescription {
  /// Returns the tasks that the task is: one for each value of `tasksBy`, or itself.
  ///
  /// - Returns: The tasks in the order of their values.
  /// - Throws: `TaskDataError` for a training file that cannot be read, or too many values.
  public func parts() throws(TaskDataError) -> [TaskDescription] {
    guard let column = tasksBy, value == nil else { return [self] }
    var counts: [String: Int] = [:]
    for path in train {
      var rows = try layout.rows(of: path, columns: [column], allowsNull: true)
      while try rows.advance() {
        let text = rows.text(0)
        counts[layout.trim == true ? String(text.trimmingSpaces) : text, default: 0] += 1
        try check(counts.count, column)
      }
    }
    counts[""] = nil
    let most = mostTasks ?? Self.usualMostTasks
    let values = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most)
      .map(\.key).sorted()
    var names: [String: String] = [:]
    return try values.map { value throws(TaskDataError) in
      var part = self
      part.name = (taskNames ?? "{value}").replacing("{value}", with: value).lowercased()
      part.value = value
      if let other = names.updateValue(value, forKey: part.name) {
        throw .wrongParts(
          column: column, path: train.phrase, found: "'\(other)' and '\(value)'",
          expected:
            "values whose tasks have different names, and not both '\(part.name)', were expected")
      }
      return part
    }
  }

  private func check(_ count: Int, _ column: String) throws(TaskDataError) {
    guard count > (mostTasks == nil ? Self.usualMostTasks : Self.mostValues) else { return }
    throw .wrongParts(
      column: column, path: train.phrase, found: "more than \(count - 1) values",
      expected: mostTasks == nil
        ? "fewer were expected: set 'most_tasks' for those with the most rows"
        : "fewer were expected")
  }

  /// The largest number of tasks unless one is given.
  static let usualMostTasks = 200

  /// The largest number of values among which those with the most rows are found.
  private static let mostValues = 100_000
}
