/// The means and standard deviations of features.
struct FeatureScale: Sendable {
  private let means: [Double]
  private let deviations: [Double]

  /// Computes the statistics of some examples' features, `[examples, features]`.
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
    // A feature that is constant up to rounding becomes zero.
    deviations = zip(means, variances).map { mean, variance in
      variance.squareRoot() > 1e-12 * mean.magnitude ? variance.squareRoot() : .infinity
    }
  }

  /// Returns the features of an example in standard deviations from their means.
  ///
  /// Values beyond a thousand standard deviations are clipped.
  func standardised(_ row: [Double]) -> [Float] {
    row.indices.map { feature in
      Float(min(max((row[feature] - means[feature]) / deviations[feature], -1_000), 1_000))
    }
  }
}
