/// A task by whose score mixtures are judged.
public struct Target: Hashable, Sendable, Codable {
  /// The task.
  public let task: TaskIndex

  /// The weight of its score in the objective, above zero; the objective is the weighted mean.
  public let weight: Double

  /// The largest loss of its metric that is accepted, in the metric's unit; nil for any.
  public let loseAtMost: Double?

  /// Whether the task is trained on; otherwise it is only measured, as a benchmark of a language model is.
  public let isTrained: Bool

  /// Creates a target.
  public init(
    _ task: TaskIndex, weight: Double = 1, loseAtMost: Double? = nil, isTrained: Bool = true
  ) {
    self.task = task
    self.weight = weight
    self.loseAtMost = loseAtMost
    self.isTrained = isTrained
  }

  /// Whether the weight and the largest loss are numbers that they may be.
  var isSound: Bool {
    weight > 0 && weight.isFinite && loseAtMost.map { $0 >= 0 && $0.isFinite } ?? true
  }
}

/// A target by its name, before the tasks are known.
public struct NamedTarget: Hashable, Sendable, Codable {
  /// The name of the task, or of a score that a command gives.
  public var name: String

  /// The weight of its score in the objective, above zero.
  public var weight: Double

  /// The largest loss of its metric that is accepted, in the metric's unit; nil for any.
  public var loseAtMost: Double?

  /// Creates a target.
  public init(_ name: String, weight: Double = 1, loseAtMost: Double? = nil) {
    self.name = name
    self.weight = weight
    self.loseAtMost = loseAtMost
  }
}

extension TaskList {
  /// Creates a list of tasks that are trained on, with targets; one that is none of them is only measured, and follows
  /// them.
  ///
  /// - Throws: `TaskListError`.
  public init(_ trained: [TaskSummary], targets: [NamedTarget]) throws(TaskListError) {
    let measured = targets.map(\.name).filter { name in !trained.contains { $0.name == name } }
    let all = trained + measured.map { TaskSummary($0) }
    try self.init(
      all,
      targets: targets.map { target in
        let index = all.firstIndex { $0.name == target.name } ?? all.count
        return Target(
          TaskIndex(index), weight: target.weight, loseAtMost: target.loseAtMost,
          isTrained: index < trained.count)
      })
  }

  /// Whether the objective is the mean over several targets.
  public var hasSeveralTargets: Bool { targets.count > 1 }

  /// The weight of each target in the objective, `[targets]`, summing to one.
  public var targetShares: [Double] {
    let total = targets.reduce(0) { $0 + $1.weight }
    return targets.map { $0.weight / total }
  }

  /// Returns the target of a task; nil for an auxiliary task.
  public func target(_ task: TaskIndex) -> Target? {
    targets.first { $0.task == task }
  }

  /// The targets that are trained on, in their order.
  public var trainedTargets: [TaskIndex] { targets.filter(\.isTrained).map(\.task) }

  /// The tasks that a mixture may have a share of: all but the targets that are only measured.
  public var trainedTasks: [TaskIndex] {
    taskIndices.filter { target($0)?.isTrained ?? true }
  }

  /// The auxiliary tasks.
  public var auxiliaries: [TaskIndex] { taskIndices.filter { target($0) == nil } }

  /// The mixture that the others are compared with: the primary alone, or equal shares of several targets.
  ///
  /// Where no target is trained on, equal shares of all tasks that are.
  public var reference: Mixture {
    .uniform(over: trainedTargets.isEmpty ? trainedTasks : trainedTargets, of: count)
  }

  /// The names of the targets.
  public var targetNames: [String] { targets.map { self[$0.task].name } }
}

extension TaskList {
  /// The targets as a reader sees them: `rte`, or `rte, mrpc and stsb`.
  public var objectiveName: String {
    guard let last = targetNames.last, hasSeveralTargets else { return targetNames[0] }
    return targetNames.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The metric of the only target, or a phrase for the mean of several.
  public var objectiveMetric: String {
    guard hasSeveralTargets else { return self[primary].metric }
    let metrics = Set(targets.map { self[$0.task].metric })
    return "mean " + (metrics.count == 1 ? self[primary].metric : "score")
  }

  /// The mixture that the others are compared with, as a phrase.
  public var referencePhrase: String {
    if trainedTargets.isEmpty { return "equal shares of all tasks" }
    return hasSeveralTargets ? "equal shares of the targets" : "\(self[primary].name) alone"
  }
}
