import GSLNumerics

/// The mean of the acquisition functions of several equally probable models.
///
/// Follows Snoek, Larochelle and Adams (2012), section 3.2 <https://arxiv.org/abs/1206.2944>: the mean
/// is of gains, also where values are their logarithms.
struct MeanAcquisitionFunction: AcquisitionFunction {
  /// The function of each model, at least one, all on the same scale.
  let functions: [any AcquisitionFunction]

  var scale: AcquisitionScale { functions[0].scale }

  func values(at inputs: Matrix) -> [Double] {
    let values = functions.map { $0.values(at: inputs) }
    return (0..<inputs.rows).map { row in mean(values.map { $0[row] }).value }
  }

  func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let values = functions.map { $0.valueWithGradient(at: input) }
    let (value, shares) = mean(values.map(\.value))
    var gradient = [Double](repeating: 0, count: input.count)
    for (share, value) in zip(shares, values) {
      for index in gradient.indices { gradient[index] += share * value.gradient[index] }
    }
    return (value, gradient)
  }

  /// The mean of values and its derivative with respect to each.
  private func mean(_ values: [Double]) -> (value: Double, shares: [Double]) {
    let count = Double(values.count)
    guard scale == .logarithm else {
      return (values.reduce(0, +) / count, values.map { _ in 1 / count })
    }
    return (logMean(values), softmax(values))
  }
}
