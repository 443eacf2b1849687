public import GSLNumerics

/// A weighted sum of independent Gaussian processes of the same inputs, such as the parts of an objective.
///
/// A process alone is a sum of one. All numbers are in the units of the sum.
public struct ProcessSum: Sendable {
  /// A process and its weight.
  public struct Term: Sendable {
    /// The factor of the process in the sum, positive.
    public let weight: Double

    /// The process.
    public let process: GaussianProcess

    /// Creates a term.
    public init(weight: Double, process: GaussianProcess) {
      precondition(weight > 0, "a positive weight is expected, got \(weight)")
      self.weight = weight
      self.process = process
    }
  }

  /// The terms, at least one.
  public let terms: [Term]

  /// Creates the sum of one process.
  public init(_ process: GaussianProcess) {
    terms = [Term(weight: 1, process: process)]
  }

  /// Creates a sum.
  ///
  /// - Precondition: There is a term, and all have the same inputs.
  public init(_ terms: [Term]) {
    precondition(
      !terms.isEmpty && terms.allSatisfy { $0.process.inputs == terms[0].process.inputs },
      "processes of the same inputs are expected")
    self.terms = terms
  }

  /// The observed inputs, `[observations, dimension]`.
  public var inputs: Matrix { terms[0].process.inputs }

  /// The standard deviation of the observed targets.
  public var scale: Double {
    guard terms.count > 1 else { return terms[0].weight * terms[0].process.standardizer.scale }
    let targets = (0..<inputs.rows).map { row in
      terms.reduce(0) { $0 + $1.weight * $1.process.targets[row] }
    }
    return Standardizer(standardising: targets).scale
  }

  /// The variance of the noise on an observation.
  public var noiseVariance: Double {
    terms.reduce(0) { sum, term in
      let unit = term.weight * term.process.standardizer.scale
      return sum + unit * unit * term.process.noiseVariance
    }
  }

  /// The largest jitter of a term, in its standard units.
  public var jitter: Double { terms.reduce(0) { max($0, $1.process.jitter) } }

  /// Returns the posterior means at each row of a matrix, `[rows]`, without the variances.
  public func means(at inputs: Matrix) -> [Double] {
    var sums = [Double](repeating: 0, count: inputs.rows)
    for term in terms {
      let means = term.process.means(at: inputs)
      for row in sums.indices { sums[row] += term.weight * means[row] }
    }
    return sums
  }

  /// Returns the posterior of the sum, without noise, at each row of a matrix, `[rows]`.
  public func predictions(at inputs: Matrix) -> [Prediction] {
    let ofTerms = terms.map { $0.process.predictions(at: inputs) }
    return (0..<inputs.rows).map { row in
      var (mean, variance) = (0.0, 0.0)
      for (term, predictions) in zip(terms, ofTerms) {
        mean += term.weight * predictions[row].mean
        variance += term.weight * term.weight * predictions[row].variance
      }
      return Prediction(mean: mean, variance: variance)
    }
  }

  /// Returns the sum with each term conditioned on its posterior means at more inputs: the kriging believer.
  ///
  /// - Throws: `GSLError` when covariances are not positive definite even with jitter.
  public func conditionedOnMeans(at inputs: Matrix) throws(GSLError) -> ProcessSum {
    var conditioned: [Term] = []
    for term in terms {
      let means = term.process.means(at: inputs)
      conditioned.append(
        Term(
          weight: term.weight, process: try term.process.conditioned(onMore: inputs, targets: means)
        ))
    }
    return ProcessSum(conditioned)
  }
}
