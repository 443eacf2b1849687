/// The rule that picks the arms to keep after the last pull.
public struct SelectionRule: Equatable, Sendable, Codable {
  /// The criterion that ranks the arms.
  public enum Criterion: Equatable, Sendable, Codable {
    /// The probability that the arm helps the primary; arms below the threshold are never kept.
    case probabilityOfHelping(threshold: Double)

    /// The mean of the discounted posterior, without a threshold: the paper's.
    case discountedMean
  }

  /// The largest number of arms to keep.
  public let keep: Int

  /// The criterion that ranks the arms.
  public let criterion: Criterion

  /// Creates the rule that keeps the arms most likely to help: ours.
  ///
  /// - Parameters:
  ///   - keep: The largest number of arms to keep.
  ///   - threshold: The probability of helping from which an arm may be kept.
  public init(keep: Int, threshold: Double) {
    self.init(keep: keep, criterion: .probabilityOfHelping(threshold: threshold))
  }

  /// Returns the rule of the paper: always the arms with the largest posterior means.
  public static func paper(keep: Int) -> SelectionRule {
    SelectionRule(keep: keep, criterion: .discountedMean)
  }

  /// Creates a rule with a criterion.
  ///
  /// - Precondition: The number to keep is not negative.
  public init(keep: Int, criterion: Criterion) {
    precondition(keep >= 0, "a number of at least 0 to keep is expected, got \(keep)")
    self.keep = keep
    self.criterion = criterion
  }

  /// Picks the arms to keep among all but the primary; possibly none.
  ///
  /// - Parameters:
  ///   - policy: The bandit at the end of its pulls.
  ///   - primary: The arm that the others are compared with; it is not picked.
  /// - Throws: `GSLError` when a comparison's quadrature does not converge.
  public func selection(from policy: ThompsonSampling, primary: Int) throws -> Selection {
    try selection(
      discounted: policy.discounted, undiscounted: policy.undiscounted, primary: primary)
  }

  /// Picks the arms to keep among all but the primary; possibly none.
  ///
  /// - Parameters:
  ///   - discounted: The posteriors that `discountedMean` ranks by, `[arms]`.
  ///   - undiscounted: The undiscounted posteriors, `[arms]`.
  ///   - primary: The arm that the others are compared with; it is not picked.
  ///   - probabilitiesOfHelping: The probabilities, where more is known than rewards, such as
  ///     `probabilitiesOfHelping` of paired gains, `[arms]`; nil to compare each arm's undiscounted
  ///     posterior with the primary's.
  /// - Throws: `GSLError` when a comparison's quadrature does not converge.
  public func selection(
    discounted: [BetaPosterior], undiscounted: [BetaPosterior], primary: Int,
    probabilitiesOfHelping: [Double]? = nil
  ) throws -> Selection {
    precondition(
      discounted.count == undiscounted.count && undiscounted.indices.contains(primary)
        && probabilitiesOfHelping.map { $0.count == undiscounted.count } ?? true,
      "as many posteriors and probabilities are expected, and arm \(primary) among them")
    let arms = try undiscounted.indices.map { arm in
      ArmUtility(
        arm: arm, discounted: discounted[arm], undiscounted: undiscounted[arm],
        probabilityOfHelping: arm == primary
          ? nil
          : try probabilitiesOfHelping?[arm]
            ?? undiscounted[arm].probabilityOfExceeding(undiscounted[primary]))
    }
    return Selection(arms: arms, kept: kept(arms))
  }

  private func kept(_ arms: [ArmUtility]) -> [Int] {
    var candidates: [(arm: Int, score: Double, mean: Double)] = []
    for arm in arms {
      guard let probability = arm.probabilityOfHelping else { continue }
      switch criterion {
      case .discountedMean: candidates.append((arm.arm, arm.discounted.mean, arm.undiscounted.mean))
      case .probabilityOfHelping(let threshold) where probability >= threshold:
        candidates.append((arm.arm, probability, arm.undiscounted.mean))
      case .probabilityOfHelping: continue
      }
    }
    let ranked = candidates.sorted {
      ($0.score, $0.mean, $1.arm) > ($1.score, $1.mean, $0.arm)
    }
    return ranked.prefix(keep).map(\.arm)
  }
}

/// The result of the pulls for one arm.
public struct ArmUtility: Equatable, Sendable, Codable {
  /// The index of the arm.
  public let arm: Int

  /// The discounted posterior, which chose the pulls.
  public let discounted: BetaPosterior

  /// The undiscounted posterior.
  public let undiscounted: BetaPosterior

  /// The probability that this arm helps the primary; nil for the primary itself.
  public let probabilityOfHelping: Double?
}

/// The result of the pulls for all arms.
public struct Selection: Equatable, Sendable, Codable {
  /// Every arm, by index.
  public let arms: [ArmUtility]

  /// The indices of the arms to keep, the best first; possibly none.
  public let kept: [Int]
}
