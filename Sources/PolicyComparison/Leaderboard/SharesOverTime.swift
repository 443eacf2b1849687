/// The shares of the tasks in the batches of a policy over the course of its runs.
public struct SharesOverTime: Equatable, Sendable {
  /// A part of the budget.
  public struct Part: Equatable, Sendable {
    /// The batches of each task, the mean over the runs, `[tasks]`.
    public let batches: [Double]

    /// The batches of all tasks.
    public var total: Double { batches.reduce(0, +) }

    /// The share of each task, `[tasks]`.
    public var shares: [Double] { batches.map { $0 / total } }
  }

  /// The parts that have batches, in their order.
  public let parts: [Part]

  /// Whether the shares change by more than random draws from constant shares would.
  ///
  /// Ours: in some part a task's share must differ from its share of all batches by a tenth, and Pearson's statistic
  /// of homogeneity must exceed its mean by five of its standard deviations.
  public let isMoving: Bool

  /// Adds up runs; nil where none of them was recorded with its course.
  ///
  /// - Parameter runs: The batches of each task in each part of the budget, `[runs][parts][tasks]`.
  init?(runs: [[[Int]]]) {
    let recorded = runs.filter { !$0.isEmpty }
    guard let tasks = recorded.first?.first?.count,
      recorded.allSatisfy({ $0.allSatisfy { $0.count == tasks } })
    else { return nil }
    let sums = (0..<(recorded.map(\.count).max() ?? 0)).map { part in
      (0..<tasks).map { task in
        recorded.reduce(0) { $0 + ($1.indices.contains(part) ? Double($1[part][task]) : 0) }
      }
    }.filter { $0.contains { $0 > 0 } }
    guard !sums.isEmpty else { return nil }
    parts = sums.map { sum in Part(batches: sum.map { $0 / Double(recorded.count) }) }
    isMoving = Self.isMoving(sums)
  }

  private static func isMoving(_ sums: [[Double]]) -> Bool {
    let totals = sums.map { $0.reduce(0, +) }
    let all = totals.reduce(0, +)
    let shares = sums[0].indices.map { task in sums.reduce(0) { $0 + $1[task] } / all }
    let used = shares.indices.filter { shares[$0] > 0 }
    var (largest, statistic) = (0.0, 0.0)
    for (counts, total) in zip(sums, totals) {
      for task in used {
        let deviation = counts[task] / total - shares[task]
        largest = max(largest, abs(deviation))
        statistic += total * deviation * deviation / shares[task]
      }
    }
    let freedom = Double((sums.count - 1) * (used.count - 1))
    return largest > 0.1 && statistic > freedom + 5 * (2 * freedom).squareRoot()
  }
}
