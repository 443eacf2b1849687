import GSLNumerics

/// What points are worth on average over several beliefs that are held alike.
///
/// Follows Snoek, Larochelle and Adams (2012), section 3.2 <https://arxiv.org/abs/1206.2944>: the mean of
/// what is gained, also where worths are its logarithms.
struct MeanCriterion: AcquisitionCriterion {
  /// What points are worth by each belief, on the same scale, at least one.
  let criteria: [any AcquisitionCriterion]

  var scale: AcquisitionScale { criteria[0].scale }

  func values(at inputs: Matrix) -> [Double] {
    let worths = criteria.map { $0.values(at: inputs) }
    return (0..<inputs.rows).map { row in mean(worths.map { $0[row] }).value }
  }

  func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let worths = criteria.map { $0.valueWithGradient(at: input) }
    let (value, shares) = mean(worths.map(\.value))
    var gradient = [Double](repeating: 0, count: input.count)
    for (share, worth) in zip(shares, worths) {
      for place in gradient.indices { gradient[place] += share * worth.gradient[place] }
    }
    return (value, gradient)
  }

  /// The mean of worths and its derivative with respect to each.
  private func mean(_ worths: [Double]) -> (value: Double, shares: [Double]) {
    let count = Double(worths.count)
    guard scale == .logarithm else {
      return (worths.reduce(0, +) / count, worths.map { _ in 1 / count })
    }
    return (logMean(worths), softmax(worths))
  }
}
