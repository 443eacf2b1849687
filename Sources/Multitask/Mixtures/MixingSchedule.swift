public import GSLNumerics

/// The schedule that turns a mixture into a sequence of tasks, one for each batch.
public enum MixingSchedule: String, CaseIterable, Sendable, Codable {
  /// Evenly: after any number of batches every task is within one batch of its share.
  ///
  /// Follows Tijdeman's (1980) rule for the chairman assignment problem
  /// <https://doi.org/10.1016/0012-365X(80)90269-1>.
  case interleaved

  /// A cycle of all batches of the first task, then all of the second, and so on: the original's schedule
  /// for whole-number ratios.
  case blocks

  /// Independent draws with the shares as probabilities.
  case multinomial

  /// Returns the task of each batch, `[batches]`.
  ///
  /// - Parameters:
  ///   - mixture: The shares of the tasks.
  ///   - batches: The number of batches.
  ///   - stream: Used by `multinomial` alone; one draw per batch.
  public func tasks(
    for mixture: Mixture, batches: Int, using stream: RandomStream
  ) -> [TaskIndex] {
    switch self {
    case .interleaved: interleavedTasks(mixture.weights, batches)
    case .blocks: blockTasks(mixture, batches)
    case .multinomial:
      (0..<batches).map { _ in TaskIndex(stream.categorical(mixture.weights)) }
    }
  }
}

/// Tijdeman's rule: among the tasks that are due, the one whose deadline comes first.
private func interleavedTasks(_ weights: [Double], _ batches: Int) -> [TaskIndex] {
  let active = weights.indices.filter { weights[$0] > 0 }
  guard active.count > 1 else { return Array(repeating: TaskIndex(active[0]), count: batches) }
  let slack = 1 / Double(2 * active.count - 2)
  var given = [Double](repeating: 0, count: weights.count)
  return (1...max(batches, 1)).prefix(batches).map { batch in
    func owed(_ task: Int) -> Double { weights[task] * Double(batch) - given[task] }
    func deadline(_ task: Int) -> Double { (1 - slack - owed(task)) / weights[task] }
    // Some task is always due, up to rounding.
    let due = active.filter { owed($0) >= slack - 1e-9 }
    let candidates = due.isEmpty ? active : due
    let next = candidates.min { deadline($0) < deadline($1) } ?? active[0]
    given[next] += 1
    return TaskIndex(next)
  }
}

/// Unrolls the ratio; weights that came from no ratio are rounded to a cycle of one hundred.
private func blockTasks(_ mixture: Mixture, _ batches: Int) -> [TaskIndex] {
  let counts = mixture.ratio ?? apportioned(mixture.weights, seats: 100)
  var tasks: [TaskIndex] = []
  tasks.reserveCapacity(batches)
  while tasks.count < batches {
    for (task, count) in counts.enumerated() {
      tasks += Array(repeating: TaskIndex(task), count: min(count, batches - tasks.count))
    }
  }
  return tasks
}

/// Whole numbers in proportion to weights, by largest remainders (Hamilton's method), `[tasks]`.
private func apportioned(_ weights: [Double], seats: Int) -> [Int] {
  let exact = weights.map { $0 * Double(seats) }
  var counts = exact.map { Int($0) }
  let byRemainder = weights.indices.sorted {
    (exact[$1] - Double(counts[$1]), $0) < (exact[$0] - Double(counts[$0]), $1)
  }
  for task in byRemainder.prefix(seats - counts.reduce(0, +)) { counts[task] += 1 }
  return counts
}
