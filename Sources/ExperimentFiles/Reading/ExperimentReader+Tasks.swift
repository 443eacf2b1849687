import Multitask
import TaskData

// MARK: - The experiment's own tasks

extension ExperimentReader {
  /// Each own task has the keys that it needs, its keys agree, and the first rows of its files fit them.
  ///
  /// The paths become those of the files, and a task becomes those that its column `tasks_by` gives.
  mutating func checkOwnTasks(of experiment: inout ResolvedExperiment) {
    for (name, position) in taskPositions
    where !isAnyGiven(in: "tasks.\(name)") {
      report(
        position,
        "'tasks.\(name)': keys such as 'train', 'text' and 'label' were expected, got none")
    }
    var checked: [TaskDescription] = []
    for var task in experiment.tasks ?? [] {
      let before = problems.count
      checkPresence(task)
      findFiles(of: &task)
      checkAgreement(task)
      checkLayout(task)
      let isSound = problems.count == before && !isAnyWrong(in: "tasks.\(task.name)")
      if isSound {
        for (file, problem) in task.problems() {
          report(position(of: file.rawValue, task), "\(problem)")
        }
      }
      checked += isSound && problems.count == before ? parts(of: task) : [task]
    }
    if experiment.tasks != nil { experiment.tasks = checked }
  }

  /// No own task has the name of one in the data folder.
  mutating func checkNames(of experiment: ResolvedExperiment, folder: [String]?) {
    for task in experiment.tasks ?? [] where folder?.contains(task.name) == true {
      report(
        position(of: nil, task),
        "'tasks.\(task.name)': the data folder has a task of this name, another one was expected")
    }
  }

  private mutating func checkPresence(_ task: TaskDescription) {
    func says(_ keys: String...) -> Int {
      keys.count { isGiven("tasks.\(task.name).\($0)") }
    }
    if says("train") == 0 {
      report(
        position(of: nil, task),
        "'tasks.\(task.name).train' is missing: the file of the training examples was expected")
    }
    if says("text", "join", "features") != 1 {
      report(
        position(of: nil, task),
        "'tasks.\(task.name)': either 'text', the columns of one or two sentences, or 'join', those of "
          + "one text, or 'features', those of numbers and categories, was expected")
    }
    if says("label", "target") != 1 {
      report(
        position(of: nil, task),
        "'tasks.\(task.name)': either 'label', the column of the class to predict, or 'target', that "
          + "of the number, was expected")
    }
  }

  private mutating func checkAgreement(_ task: TaskDescription) {
    let path = "tasks.\(task.name)"
    for (file, others) in [("validation", task.validation), ("test", task.test)]
    where others?.contains(where: task.train.contains) == true {
      report(
        position(of: file, task),
        "'\(path).\(file)': this is the file of 'train', which models learn from; another one was "
          + "expected, or none")
    }
    if task.test?.contains(where: { task.validation?.contains($0) == true }) == true {
      report(
        position(of: "test", task),
        "'\(path).test': this is the file of 'validation', which the search looks at; another one was "
          + "expected, or none")
    }
    for (key, columns) in [("text", task.text), ("join", task.join), ("features", task.features)] {
      for (number, column) in columns.enumerated() where columns[..<number].contains(column) {
        let at = positions["\(path).\(key)"]?[number] ?? position(of: key, task)
        report(at, "'\(path).\(key)': '\(column)' is in the list already")
      }
    }
    if let answer = task.label ?? task.target,
      (task.text + task.join + task.features).contains(answer)
    {
      report(
        position(of: task.label == nil ? "target" : "label", task),
        "'\(path)': the column '\(answer)' is to be predicted, and predicted from")
    }
    checkMeasure(task)
  }

  private mutating func checkMeasure(_ task: TaskDescription) {
    let path = "tasks.\(task.name)"
    if let labels = task.labels {
      if task.target != nil {
        report(position(of: "labels", task), "'\(path).labels': a number ('target') has no labels")
      }
      for (number, label) in labels.enumerated() where labels[..<number].contains(label) {
        let at = positions["\(path).labels"]?[number] ?? position(of: "labels", task)
        report(at, "'\(path).labels': '\(label)' is in the list already")
      }
      if labels.count < 2 {
        report(position(of: "labels", task), "'\(path).labels': at least two labels were expected")
      }
      if task.chosenMetric.needsTwoClasses, labels.count > 2 {
        report(
          position(of: "metric", task),
          "'\(path).metric': \(task.chosenMetric.rawValue) is of two classes, got \(labels.count) "
            + "labels: try macro_f1 or matthews")
      }
    }
    if task.chosenMetric.isRegression != (task.target != nil) {
      let fitting = Metric.allCases.filter { $0.isRegression == (task.target != nil) }
      report(
        position(of: "metric", task),
        "'\(path).metric': \(task.chosenMetric.rawValue) is a measure of "
          + "\(task.target == nil ? "numbers" : "classes"), one of "
          + "\(task.target == nil ? "classes" : "numbers") was expected: "
          + fitting.map(\.rawValue).joined(separator: ", "))
    }
  }

  /// Where a key of a task, or the task, was given.
  func position(of key: String?, _ task: TaskDescription) -> ExperimentProblem.Position {
    let path = "tasks.\(task.name)."
    return key.flatMap { positions[path + $0]?.first }
      ?? taskPositions.first { $0.name == task.name }?.position
      ?? positions.filter { $0.key.hasPrefix(path) }.min { $0.key < $1.key }?.value.first
      ?? .experiment
  }
}
