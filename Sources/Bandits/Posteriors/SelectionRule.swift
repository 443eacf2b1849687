/// How the arms to keep are picked when the pulling is over.
public struct SelectionRule: Equatable, Sendable, Codable {
  /// What the arms are ranked by.
  public enum Criterion: Equatable, Sendable, Codable {
    /// The probability that the utility is larger than the primary's, by all evidence; arms below
    /// the threshold are never kept.
    case probabilityOfHelping(threshold: Double)

    /// The mean of the posterior that acts, decayed as it is, without a threshold: the paper's.
    case actingMean
  }

  /// The most arms to keep.
  public let keep: Int

  /// What the arms are ranked by.
  public let criterion: Criterion

  /// Creates the rule that keeps the arms most likely to help: ours.
  ///
  /// - Parameters:
  ///   - keep: The most arms to keep.
  ///   - threshold: The probability of helping from which an arm may be kept.
  public init(keep: Int, threshold: Double) {
    self.init(keep: keep, criterion: .probabilityOfHelping(threshold: threshold))
  }

  /// Returns the rule of the paper: the largest posterior means, always as many as asked for.
  public static func paper(keep: Int) -> SelectionRule {
    SelectionRule(keep: keep, criterion: .actingMean)
  }

  private init(keep: Int, criterion: Criterion) {
    precondition(keep >= 0, "a number of at least 0 to keep is expected, got \(keep)")
    self.keep = keep
    self.criterion = criterion
  }

  /// Picks the arms to keep among all but the primary; possibly none.
  ///
  /// - Parameters:
  ///   - policy: The bandit at the end of its pulls.
  ///   - primary: The arm that the others are measured against and that is not itself picked.
  /// - Throws: `GSLError` when a comparison's quadrature does not settle.
  public func selection(from policy: ThompsonSampling, primary: Int) throws -> Selection {
    try selection(acting: policy.acting, ranking: policy.ranking, primary: primary)
  }

  /// Picks the arms to keep among all but the primary; possibly none.
  ///
  /// - Parameters:
  ///   - acting: The posteriors that `actingMean` ranks by, `[arms]`.
  ///   - ranking: The posteriors that the probabilities are of, `[arms]`.
  ///   - primary: The arm that the others are measured against and that is not itself picked.
  ///   - primaryUtility: The primary's utility where it is known for certain; nil where its posterior
  ///     says what is known.
  /// - Throws: `GSLError` when a comparison's quadrature does not settle.
  public func selection(
    acting: [BetaPosterior], ranking: [BetaPosterior], primary: Int, primaryUtility: Double? = nil
  ) throws -> Selection {
    precondition(
      acting.count == ranking.count && ranking.indices.contains(primary),
      "as many posteriors of each kind are expected, and arm \(primary) among them")
    func probabilityOfHelping(_ arm: Int) throws -> Double {
      guard let primaryUtility else {
        return try ranking[arm].probabilityOfExceeding(ranking[primary])
      }
      return ranking[arm].probabilityOfExceeding(primaryUtility)
    }
    let arms = try ranking.indices.map { arm in
      ArmUtility(
        arm: arm, acting: acting[arm], ranking: ranking[arm],
        probabilityOfHelping: arm == primary ? nil : try probabilityOfHelping(arm))
    }
    return Selection(arms: arms, kept: kept(arms))
  }

  private func kept(_ arms: [ArmUtility]) -> [Int] {
    var candidates: [(arm: Int, score: Double, mean: Double)] = []
    for arm in arms {
      guard let probability = arm.probabilityOfHelping else { continue }
      switch criterion {
      case .actingMean: candidates.append((arm.arm, arm.acting.mean, arm.ranking.mean))
      case .probabilityOfHelping(let threshold) where probability >= threshold:
        candidates.append((arm.arm, probability, arm.ranking.mean))
      case .probabilityOfHelping: continue
      }
    }
    let ranked = candidates.sorted {
      ($0.score, $0.mean, $1.arm) > ($1.score, $1.mean, $0.arm)
    }
    return ranked.prefix(keep).map(\.arm)
  }
}

/// What is known of an arm when the pulling is over.
public struct ArmUtility: Equatable, Sendable, Codable {
  /// The arm's number.
  public let arm: Int

  /// The decayed posterior, which decided the pulls.
  public let acting: BetaPosterior

  /// The undecayed posterior.
  public let ranking: BetaPosterior

  /// The probability, by the undecayed posteriors, that this arm's utility is larger than the
  /// primary's; nil for the primary itself.
  public let probabilityOfHelping: Double?
}

/// What a bandit ended with.
public struct Selection: Equatable, Sendable, Codable {
  /// Every arm, in the order of their numbers.
  public let arms: [ArmUtility]

  /// The numbers of the arms to keep, the best first; possibly none.
  public let kept: [Int]
}
