import BayesianOptimization
import GSLNumerics

extension Objective {
  /// The largest number of draws until one is of the wanted kind.
  private static let attempts = 1000

  /// Returns losses of a seed whose best mixture is of the wanted kind.
  private static func losses(
    _ tasks: Int, seed: UInt64, where isWanted: ([Double]) -> Bool
  ) throws -> (losses: DomainLosses, best: MixtureMinimum) {
    let streams = RandomStreams(seed: seed).substreams("mixture", tasks)
    let caps = Array(repeating: 1.0, count: tasks)
    for attempt in 0..<attempts {
      let losses = DomainLosses(tasks: tasks, using: streams.stream("losses", attempt))
      let best = try MixtureMinimum(of: losses, floor: 0, caps: caps)
      if isWanted(best.weights) { return (losses, best) }
    }
    throw NoSuchMixture(tasks: tasks, seed: seed)
  }

  /// No draw of a family was of the wanted kind.
  private struct NoSuchMixture: Error, CustomStringConvertible {
    let tasks: Int
    let seed: UInt64

    var description: String {
      "no mixture of \(tasks) tasks with the seed \(seed) is of the kind that was wanted"
    }
  }

  private static func hasSeveralTasks(_ weights: [Double]) -> Bool {
    weights.count { $0 > 0.05 } >= 2
  }

  /// The losses over a space, from 0 at the least to 1 at the worst single task.
  private static func scaled(
    _ losses: DomainLosses, _ minimum: Double, over space: any SearchSpace,
    weights: @escaping ([Double]) -> [Double] = { $0 }
  ) -> Objective {
    let tasks = losses.rates[0].count
    let worst = (0..<tasks).map { task in
      losses.value(at: (0..<tasks).map { $0 == task ? 1 : 0 })
    }.reduce(minimum) { max($0, $1) }
    return Objective(space: space, noise: 0.01, minimum: 0) {
      (losses.value(at: weights($0)) - minimum) / (worst - minimum)
    }
  }

  /// A mixture of tasks as a simplex.
  static func mixture(_ tasks: Int, seed: UInt64) throws -> Objective {
    let (losses, best) = try losses(tasks, seed: seed, where: hasSeveralTasks)
    return scaled(losses, best.value, over: SimplexSpace(count: tasks))
  }

  /// The same as a box of ratios, from 0 to 1 each.
  static func ratios(_ tasks: Int, seed: UInt64) throws -> Objective {
    let (losses, best) = try losses(tasks, seed: seed, where: hasSeveralTasks)
    let box = BoxSpace(Array(repeating: 0...1, count: tasks))
    return scaled(losses, best.value, over: box) { ratios in
      let total = ratios.reduce(0, +)
      return ratios.map { total > 0 ? $0 / total : 1 / Double(tasks) }
    }
  }

  /// A mixture whose weights are capped at seven tenths of their optima, or at 0.3.
  static func cappedMixture(_ tasks: Int, seed: UInt64) throws -> Objective {
    let (losses, best) = try losses(tasks, seed: seed, where: hasSeveralTasks)
    let caps = best.weights.map { max(0.7 * $0, 0.3) }
    let capped = try MixtureMinimum(of: losses, floor: 0, caps: caps)
    return scaled(
      losses, capped.value, over: try SimplexSpace(count: tasks, floor: 0, caps: caps))
  }

  /// A mixture whose optimum has at least half of the weights zero.
  static func faceMixture(_ tasks: Int, seed: UInt64) throws -> Objective {
    let (losses, best) = try losses(tasks, seed: seed) { weights in
      hasSeveralTasks(weights) && 2 * weights.count { $0 < 1e-9 } >= tasks
    }
    return scaled(losses, best.value, over: SimplexSpace(count: tasks))
  }
}
