import Foundation
public import Multitask

/// A number with a fixed count of decimals, the same in every locale.
func fixed(_ value: Double, _ decimals: Int = 3) -> String {
  String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), value)
}

/// A number with its sign.
func signed(_ value: Double, _ decimals: Int = 3) -> String {
  (value < 0 ? "−" : "+") + fixed(abs(value), decimals)
}

extension Mixture {
  /// Returns the shares that are not zero with their tasks' names, the largest first.
  public func shares(of tasks: TaskList) -> String {
    zip(tasks, weights).filter { $0.1 > 0 }
      .sorted { $0.1 > $1.1 }
      .map { "\($0.0.name) \(fixed($0.1, 2))" }
      .joined(separator: " · ")
  }
}
