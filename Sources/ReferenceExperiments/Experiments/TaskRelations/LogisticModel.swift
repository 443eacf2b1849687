import GSLNumerics

/// Logistic regression with a bias and an ℓ2 penalty on the weights.
struct LogisticModel {
  /// Points and their classes.
  struct Examples {
    /// The points, `[examples, features]`.
    var points: Matrix

    /// One or zero for each, `[examples]`.
    var labels: [Double]

    /// The weight of each in the loss, `[examples]`.
    var weights: [Double]
  }

  /// A weight for each feature, then the bias.
  private let coefficients: [Double]

  /// Fits a model to examples.
  ///
  /// - Throws: `GSLError` if the minimiser cannot start.
  init(of examples: Examples, ridge: Double = 0.01) throws {
    let features = examples.points.columns
    coefficients = try minimize(
      from: [Double](repeating: 0, count: features + 1), gradientTolerance: 1e-4, iterations: 200
    ) { point, gradient in
      let weights = Array(point[..<features])
      let scores = examples.points.times(weights).map { $0 + point[features] }
      var value = 0.5 * ridge * dot(weights, weights)
      var excess = scores
      for index in scores.indices {
        let (weight, label) = (examples.weights[index], examples.labels[index])
        value += weight * Self.crossEntropy(scores[index], label)
        excess[index] = weight * (1 / (1 + exp(-scores[index])) - label)
      }
      gradient =
        zip(examples.points.transposedTimes(excess), weights).map { $0 + ridge * $1 }
        + [excess.reduce(0, +)]
      return value
    }.point
  }

  /// The mean cross-entropy of examples, in natural units.
  func loss(on examples: Examples) -> Double {
    let scores = scores(of: examples)
    return zip(scores, examples.labels).reduce(0) { $0 + Self.crossEntropy($1.0, $1.1) }
      / Double(scores.count)
  }

  /// The accuracy.
  func accuracy(on examples: Examples) -> Double {
    let right = zip(scores(of: examples), examples.labels).count { ($0 > 0) == ($1 > 0.5) }
    return Double(right) / Double(examples.labels.count)
  }

  private func scores(of examples: Examples) -> [Double] {
    let features = examples.points.columns
    return examples.points.times(Array(coefficients[..<features]))
      .map { $0 + coefficients[features] }
  }

  private static func crossEntropy(_ score: Double, _ label: Double) -> Double {
    max(score, 0) - score * label + log1p(exp(-abs(score)))
  }
}

extension LogisticModel.Examples {
  /// Concatenates examples, each set with a weight in the loss.
  init(_ sets: [LogisticModel.Examples], shares: [Double]) {
    points = Matrix(sets.flatMap { set in (0..<set.points.rows).map(set.points.row) })
    labels = sets.flatMap(\.labels)
    weights = zip(sets, shares).flatMap { set, share in
      Array(repeating: share / Double(set.labels.count), count: set.labels.count)
    }
  }
}
