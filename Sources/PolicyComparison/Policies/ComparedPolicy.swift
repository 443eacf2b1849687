public import TaskWeighting

/// A built-in policy; its name is that of experiment files and journals.
public enum ComparedPolicy: Hashable, Sendable {
  /// A fixed mixture.
  case fixed(FixedShares)

  /// A bandit that chooses the task of the next batch.
  case bandit(BanditKind)

  /// Joint steps with a batch of every task, whose gradients a method weights.
  case weighting(WeightingKind)

  /// AMTNN, with a distance between tasks.
  case adversarial(TaskDistance)

  /// A search for a mixture, and training on it.
  case search(SearchKind)

  /// The shares of a fixed mixture.
  public enum FixedShares: String, CaseIterable, Sendable {
    /// The primary alone, or equal shares of several targets.
    case primaryOnly = "primary_only"
    /// Equal shares.
    case uniform
    /// Shares proportional to the numbers of examples.
    case proportional
    /// Random draws proportional to the square roots of the numbers of examples.
    case temperature
  }

  /// A bandit and its reward.
  public enum BanditKind: String, CaseIterable, Sendable {
    /// `ThompsonSampling`, rewarded by the primary's improvement.
    case thompsonSampling = "thompson_sampling"
    /// `TopTwoThompson`, rewarded by the primary's improvement.
    case topTwoThompson = "top_two_thompson"
    /// `UCB1`, rewarded by the primary's improvement.
    case ucb1
    /// `Exp3S`, rewarded by the prediction gain.
    case exp3S = "exp3s"
    /// `OnlineDataMixing`, rewarded by the loss.
    case onlineDataMixing = "online_data_mixing"
    /// `CounterfactualPolicy`, in three rounds or from logged pulls.
    case counterfactual
    /// `Exp3S`, rewarded by the alignment of gradients.
    case gradientAlignment = "gradient_alignment"
  }

  /// A search, or a part of one.
  public enum SearchKind: String, CaseIterable, Sendable {
    /// Both stages, with the settings of the comparison.
    case autosem
    /// Both stages as in the paper.
    case autosemPaper = "autosem_paper"
    /// Stage one alone, then equal shares of the primary and the kept tasks.
    case selectionOnly = "selection_only"
    /// Stage two alone, over all tasks.
    case mixingOnly = "mixing_only"
    /// Stage two with random mixtures.
    case randomSearch = "random_search"
  }
}

extension ComparedPolicy: CaseIterable {
  /// Every built-in policy, in the order of all lists.
  public static let allCases: [ComparedPolicy] =
    FixedShares.allCases.map(Self.fixed) + BanditKind.allCases.map(Self.bandit)
    + WeightingKind.allCases.map(Self.weighting) + TaskDistance.allCases.map(Self.adversarial)
    + SearchKind.allCases.map(Self.search)
}

extension ComparedPolicy: RawRepresentable, Codable {
  private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Finds the policy of a name.
  public init?(rawValue: String) {
    guard let policy = Self.named[rawValue] else { return nil }
    self = policy
  }

  /// The name.
  public var rawValue: String {
    switch self {
    case .fixed(let shares): shares.rawValue
    case .bandit(let kind): kind.rawValue
    case .weighting(let kind): kind.rawValue
    case .adversarial(.hDivergence): "amtnn"
    case .adversarial(.wasserstein): "amtnn_wasserstein"
    case .search(let kind): kind.rawValue
    }
  }
}
