public import GSLNumerics

extension GaussianProcessFit {
  /// Returns processes whose hyper-parameters are drawn from their posterior, in place of the one
  /// process of the likeliest: together they know how little few observations say of a length scale.
  ///
  /// Follows Snoek, Larochelle and Adams (2012), section 3.2 <https://arxiv.org/abs/1206.2944>: slice
  /// sampling from the likeliest hyper-parameters on. `Prediction(mixing:)` makes one belief of theirs.
  /// The exponent of a transform of the targets stays the likeliest, so that all are processes of the
  /// same targets.
  ///
  /// - Parameters:
  ///   - count: How many processes, positive.
  ///   - data: What was observed; hyper-parameters are drawn by `refinementSample` of it.
  ///   - likeliest: The likeliest hyper-parameters, as `searched` finds them; nil to search for them.
  ///   - thinning: How many passes over the hyper-parameters there are from one process to the next.
  ///   - stream: Gives the starts of the search, if there is one, then the passes.
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
      // A density of the values is e^u times as much over their logarithms u.
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
  /// Creates the one belief of several equally likely ones: their mean, and a variance that holds both
  /// their own and their disagreement.
  public init(mixing beliefs: [Prediction]) {
    precondition(!beliefs.isEmpty, "a belief is expected")
    let n = Double(beliefs.count)
    let mean = beliefs.reduce(0) { $0 + $1.mean } / n
    let spread = beliefs.reduce(0) { $0 + $1.variance + ($1.mean - mean) * ($1.mean - mean) }
    self.init(mean: mean, variance: spread / n)
  }
}
