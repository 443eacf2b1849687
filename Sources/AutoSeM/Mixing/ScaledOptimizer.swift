import BayesianOptimization

/// An optimiser of trials at one scale that learns from runs at others: of its points the trials have the first numbers.
struct ScaledOptimizer: TrialOptimizer {
  /// The optimiser, whose points end with a scale.
  private var optimizer: BayesianOptimizer

  /// The scale of the trials.
  private let scale: [Double]

  init(_ optimizer: BayesianOptimizer, scale: [Double]) {
    self.optimizer = optimizer
    self.scale = scale
  }

  mutating func ask(atMost count: Int) throws -> [Suggestion] {
    try optimizer.ask(atMost: count).map(cut)
  }

  mutating func move(_ suggestion: Suggestion, to point: [Double]) throws -> Suggestion {
    cut(try optimizer.move(scaled(suggestion), to: point + scale))
  }

  mutating func tell(
    _ suggestion: Suggestion, objective: Double?, noise: Double?, outputs: [Double]?,
    parts: [Double]?, block: Int?
  ) throws {
    try optimizer.tell(
      scaled(suggestion), objective: objective, noise: noise, outputs: outputs, parts: parts,
      block: block)
  }

  func recommendation() throws -> Recommendation {
    let best = try optimizer.recommendation()
    return Recommendation(
      point: Array(best.point.dropLast(scale.count)), prediction: best.prediction,
      jitter: best.jitter)
  }

  func regretEstimate() throws -> RegretEstimate { try optimizer.regretEstimate() }

  private func cut(_ suggestion: Suggestion) -> Suggestion {
    suggestion.with(Array(suggestion.point.dropLast(scale.count)))
  }

  private func scaled(_ suggestion: Suggestion) -> Suggestion {
    suggestion.with(suggestion.point + scale)
  }
}

extension Suggestion {
  /// Returns the suggestion with another point.
  fileprivate func with(_ point: [Double]) -> Suggestion {
    Suggestion(trial: trial, point: point, origin: origin, from: from, to: to)
  }
}

extension OptimizerSettings {
  /// Returns the settings for points that end with a scale.
  func scaled(by scale: [Double]) -> OptimizerSettings {
    var settings = self
    // The knowledge gradient would compare with points at scales that are not suggested.
    if case .acquisition(let acquisition) = strategy, acquisition is KnowledgeGradient {
      settings.strategy = .acquisition(LogExpectedImprovement())
    }
    settings.warmStarts = warmStarts.map { WarmStart($0.point + scale, name: $0.name) }
    settings.limits = limits.map {
      OutputLimit(reference: $0.reference + scale, increase: $0.increase)
    }
    settings.prior = prior.map {
      FadingPrior(PartPrior($0.prior, dropping: scale.count), strength: $0.strength)
    }
    return settings
  }
}
