public import Multitask

extension Mixture {
  /// Returns the shares that are not zero with their tasks' names, the largest first.
  public func shares(of tasks: [TaskSummary]) -> String {
    zip(tasks, weights).filter { $0.1 > 0 }
      .sorted { $0.1 > $1.1 }
      .map { "\($0.0.name) \(fixed($0.1, 2))" }
      .joined(separator: " · ")
  }
}
