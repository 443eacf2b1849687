public import GSLNumerics

extension GaussianProcessFit {
  /// Returns processes with hyper-parameters drawn from their posterior, which account for uncertain
  /// hyper-parameters.
  ///
  /// Follows Snoek, Larochelle and Adams (2012), section 3.2 <https://arxiv.org/abs/1206.2944>: slice
  /// sampling, started at the MAP estimate. `Prediction(mixing:)` combines the predictions. The exponent of
  /// the targets' transform keeps its MAP estimate, so that all processes have the same targets.
  ///
  /// - Parameters:
  ///   - count: The number of processes, positive.
  ///   - data: The observations; hyper-parameters are drawn given `refinementSample` of them.
  ///   - likeliest: The MAP estimate of `searched`; nil to search for it.
  ///   - thinning: The number of passes over the hyper-parameters per process.
  ///   - stream: Gives the restarts of the search, if any, then the passes.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public func sampled(
    _ count: Int, of data: ProcessData, around likeliest: Hyperparameters? = nil,
    thinning: Int = 2, using stream: RandomStream
  ) throws -> [FittedProcess] {
    precondition(count > 0, "a positive number of processes is expected, got \(count)")
    let likeliest = try likeliest ?? searched(data, using: stream)
    let posterior = LogPosterior(fit: self, data: data.sample(refinementSample))
    let logarithms = likeliest.values.prefix(kernelPriors.count + 1)
    let exponents = likeliest.values.dropFirst(logarithms.count)
    let sampler = SliceSampler(widths: Array(repeating: 1, count: logarithms.count))
    let draws = sampler.samples(
      from: Array(logarithms), count: count, burnIn: thinning, thinning: thinning, using: stream
    ) { draw in
      // The density over logarithms u has the Jacobian e^u.
      draw.reduce(0, +) + posterior.value(draw + exponents)
    }
    return try draws.map { draw in
      let values = draw + exponents
      return try process(
        Hyperparameters(values: values, logPosterior: posterior.value(values)), of: data,
        in: posterior.scale)
    }
  }
}

extension Prediction {
  /// Creates the mean and the variance of a mixture of predictions.
  ///
  /// - Parameters:
  ///   - predictions: The predictions, at least one.
  ///   - probabilities: The probability of each, with the sum one.
  public init(mixing predictions: [Prediction], probabilities: [Double]) {
    precondition(
      !predictions.isEmpty && predictions.count == probabilities.count,
      "a probability for each of some predictions is expected")
    let parts = zip(predictions, probabilities)
    let mean = parts.reduce(0) { $0 + $1.1 * $1.0.mean }
    self.init(
      mean: mean,
      variance: parts.reduce(0) {
        $0 + $1.1 * ($1.0.variance + ($1.0.mean - mean) * ($1.0.mean - mean))
      })
  }

  /// Creates the mean and the variance of an equal mixture of predictions.
  ///
  /// - Precondition: There is a prediction.
  public init(mixing predictions: [Prediction]) {
    self.init(
      mixing: predictions,
      probabilities: predictions.map { _ in 1 / Double(predictions.count) })
  }
}
