/// The means and standard deviations of features.
struct FeatureScale: Equatable, Sendable {
  private let means: [Double]

  /// The standard deviations; infinite for a constant feature, which becomes zero.
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

extension FeatureScale: Codable {
  private enum CodingKeys: CodingKey { case means, deviations }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    means = try values.decode([Double].self, forKey: .means)
    let deviations = try values.decode([Double].self, forKey: .deviations)
    guard deviations.count == means.count, deviations.allSatisfy({ $0 >= 0 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .deviations, in: values,
        debugDescription: "\(means.count) numbers of at least 0 were expected")
    }
    self.deviations = deviations.map { $0 == 0 ? .infinity : $0 }
  }

  /// Encodes an infinite deviation, which JSON does not have, as zero.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(means, forKey: .means)
    try values.encode(deviations.map { $0.isFinite ? $0 : 0 }, forKey: .deviations)
  }

  /// The number of features.
  var count: Int { means.count }
}
