import GSLNumerics
import GaussianProcesses

/// The observations of what has a process of its own: the objective, or a part of it.
struct ObjectivePart {
  /// The factor in the objective.
  let weight: Double

  /// The targets of the process: centred within blocks, and fenced.
  let targets: [Double]

  /// The variance of each target's further noise; empty if unknown.
  let knownNoise: [Double]

  /// The fence of the targets; nil for none.
  let fence: OutlierFence?

  /// Creates a part.
  ///
  /// - Parameters:
  ///   - values: Its value in each trial, `[trials]`.
  ///   - noises: The standard deviation of each value's noise, nil if unknown, `[trials]`.
  ///   - blocks: The block of each trial, nil for none, `[trials]`.
  private init(
    weight: Double, values: [Double], noises: [Double?], blocks: [Int?], isFenced: Bool
  ) {
    self.weight = weight
    let centred = centred(values, in: blocks)
    let fence = isFenced ? OutlierFence(of: centred) : nil
    let targets = fence?.transformed(centred) ?? centred
    // An outlier is a bad objective of its own large noise: its neighbours need not be bad.
    let excesses = targets.map { max($0 - (fence?.edge ?? .infinity), 0) }
    let isKnown = noises.contains { $0 != nil } || excesses.contains { $0 > 0 }
    self.targets = targets
    self.fence = fence
    knownNoise =
      isKnown ? zip(noises, excesses).map { ($0 ?? 0) * ($0 ?? 0) + $1 * $1 } : []
  }

  /// Returns the parts of the objective, or the objective alone where a trial's parts are not known, or its noise is.
  static func parts(
    of successes: [BayesianOptimizer.Observation], settings: OptimizerSettings
  ) -> [ObjectivePart] {
    let blocks = successes.map(\.block)
    let noises = successes.map(\.noise)
    func part(_ weight: Double, _ values: [Double]) -> ObjectivePart {
      ObjectivePart(
        weight: weight, values: values, noises: noises, blocks: blocks,
        isFenced: settings.fencesOutliers)
    }
    let known = successes.compactMap(\.parts)
    guard known.count == successes.count, !settings.partWeights.isEmpty,
      noises.allSatisfy({ $0 == nil })
    else { return [part(1, successes.compactMap(\.objective))] }
    return settings.partWeights.enumerated().map { index, weight in
      part(weight, known.map { $0[index] })
    }
  }
}

/// Returns values of which those of each block have the mean of the blocks' means, to the model's prior of their
/// shifts.
private func centred(_ values: [Double], in blocks: [Int?]) -> [Double] {
  var sums: [Int: (sum: Double, count: Double)] = [:]
  for case let (value, block?) in zip(values, blocks) {
    let (sum, count) = sums[block] ?? (0, 0)
    sums[block] = (sum + value, count + 1)
  }
  guard sums.count > 1 else { return values }
  let means = sums.mapValues { $0.sum / $0.count }
  let mean = means.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } / Double(means.count)
  return zip(values, blocks).map { value, block in
    value - (block.flatMap { means[$0] } ?? mean) + mean
  }
}
