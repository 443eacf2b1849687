/// The means and standard deviations that make features comparable.
struct FeatureScale: Sendable {
  private let means: [Double]
  private let deviations: [Double]

  /// Measures the features of some examples, `[examples, features]`.
  init(_ rows: [[Double]], count: Int) {
    let n = Double(max(rows.count, 1))
    var means = [Double](repeating: 0, count: count)
    for row in rows {
      for feature in 0..<count { means[feature] += row[feature] / n }
    }
    var variances = [Double](repeating: 0, count: count)
    for row in rows {
      for feature in 0..<count {
        let difference = row[feature] - means[feature]
        variances[feature] += difference * difference / n
      }
    }
    self.means = means
    // A feature that is always the same, but for rounding, says nothing at any scale.
    deviations = zip(means, variances).map { mean, variance in
      variance.squareRoot() > 1e-12 * mean.magnitude ? variance.squareRoot() : .infinity
    }
  }

  /// Returns the features of an example in standard deviations from their means.
  ///
  /// What strays from the training examples by more than a thousand is cut there.
  func standardised(_ row: [Double]) -> [Float] {
    row.indices.map { feature in
      Float(min(max((row[feature] - means[feature]) / deviations[feature], -1_000), 1_000))
    }
  }
}
