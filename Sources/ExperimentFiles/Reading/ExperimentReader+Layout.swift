import TaskData

// MARK: - The files of the experiment's own tasks

extension ExperimentReader {
  /// The paths of a task become those of its files: those in folders, and those that patterns match.
  mutating func findFiles(of task: inout TaskDescription) {
    task.train = files(task.train, "train", task)
    task.validation = task.validation.map { files($0, "validation", task) }
    task.test = task.test.map { files($0, "test", task) }
  }

  private mutating func files(
    _ paths: [String], _ key: String, _ task: TaskDescription
  ) -> [String] {
    var files: [String] = []
    for (number, path) in paths.enumerated() {
      let places = positions["tasks.\(task.name).\(key)"] ?? []
      do throws(TaskDataError) {
        files += try FileList.files(of: path, format: task.layout.format)
      } catch {
        report(
          places.indices.contains(number) ? places[number] : position(of: key, task), "\(error)")
      }
    }
    return files
  }

  /// Returns the tasks that a task is: one for each value of its column `tasks_by`, or itself.
  mutating func parts(of task: TaskDescription) -> [TaskDescription] {
    do throws(TaskDataError) {
      return try task.parts()
    } catch {
      report(position(of: "tasks_by", task), "\(error)")
      return [task]
    }
  }

  /// The keys of the layout agree with each other and with the columns.
  mutating func checkLayout(_ task: TaskDescription) {
    func wrong(_ key: String, _ message: String) {
      report(position(of: key, task), "'tasks.\(task.name).\(key)': \(message)")
    }
    if let delimiter = task.layout.delimiter, !delimiter.isUsable {
      wrong("delimiter", "texts without a line end, none of them empty, were expected")
    }
    if task.layout.format ?? TableFormat(path: task.train.first ?? "") == .jsonl {
      for key in ["delimiter", "quoted", "header"] where isGiven("tasks.\(task.name).\(key)") {
        wrong(key, "JSON lines have none: leave it out, or set another 'format'")
      }
    }
    for (number, column) in task.categories.enumerated() where !task.features.contains(column) {
      report(
        positions["tasks.\(task.name).categories"]?[number] ?? position(of: "categories", task),
        "'tasks.\(task.name).categories': '\(column)' is not in the list 'features'")
    }
    if task.target != nil {
      for (key, isThere) in [
        ("labels", task.labelNames != nil), ("drop_labels", task.dropLabels != nil),
      ] where isThere {
        wrong(key, "a number ('target') has no labels")
      }
    }
    if let names = task.taskNames, !names.contains("{value}") {
      wrong("task_names", "a text with '{value}' was expected, got '\(names)'")
    }
    for key in ["task_names", "most_tasks"]
    where isGiven("tasks.\(task.name).\(key)") && task.tasksBy == nil {
      wrong(key, "it is about the tasks that 'tasks_by' makes, which was expected beside it")
    }
  }
}
