import TaskData

extension TaskDescription {
  /// Returns a task for each other column of this task's file that holds numbers, or 2 to 50 categories.
  ///
  /// The inputs are this task's, without the column itself. Rows without a value in the column are left out.
  ///
  /// - Throws: `TaskDataError` for a file that cannot be read.
  func derivedColumns() throws(TaskDataError) -> [TaskDescription] {
    guard let pattern = train.first,
      let path = try FileList.files(of: pattern, format: layout.format).first
    else { return [] }
    let used = text + join + [label, target, group, tasksBy].compactMap(\.self)
    let columns = try FileInspection(path: path).columns.filter { column in
      let isLabel = column.kind == .category && column.distinct <= 50
      return (isLabel || column.kind == .number) && column.distinct > 1
        && !used.contains(column.name)
    }
    return columns.compactMap { column in
      var task = self
      task.name = "\(name)-\(Self.word(column.name))"
      (task.labels, task.labelNames, task.dropLabels, task.metric) = (nil, nil, nil, nil)
      task.label = column.kind == .category ? column.name : nil
      task.target = column.kind == .category ? nil : column.name
      task.features.removeAll { $0 == column.name }
      task.categories.removeAll { $0 == column.name }
      if task.layout.missing == nil { task.layout.missing = .drop }
      return task.features.isEmpty && !features.isEmpty ? nil : task
    }
  }

  private static func word(_ column: String) -> String {
    String(column.lowercased().map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "-" })
  }
}
