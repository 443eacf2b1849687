import AutoSeM
import Bandits
import Multitask

extension ComparedPolicy {
  /// The ingredients of a built-in policy.
  struct Context {
    let search: SearchSettings
    let comparison: ComparisonSettings
    let factory: any TrainerFactory
    let logged: LoggedPulls?

    var count: Int { factory.tasks.count }
    var examples: [Int] { factory.tasks.map(\.trainingExamples) }
  }

  /// Creates the policy.
  func training(in context: Context) -> any TrainingPolicy {
    switch self {
    case .fixed(let shares): shares.training(in: context)
    case .bandit(let kind): kind.training(in: context)
    case .weighting(let kind): WeightedTasks(method: kind)
    case .adversarial(let distance): AdversarialTasks(distance: distance)
    case .search(let kind): kind.training(in: context)
    }
  }
}

extension ComparedPolicy.FixedShares {
  fileprivate func training(in context: ComparedPolicy.Context) -> any TrainingPolicy {
    func fixed(_ mixture: Mixture) -> FixedMixture {
      FixedMixture(mixture: mixture, schedule: context.search.mixing.schedule)
    }
    return switch self {
    case .primaryOnly: fixed(context.factory.tasks.reference)
    case .uniform:
      fixed(.uniform(over: (0..<context.count).map(TaskIndex.init), of: context.count))
    case .proportional: fixed(.proportional(to: context.examples))
    case .temperature:
      SampledTasks(FixedPolicy.temperature(context.examples, temperature: 2), reward: .loss)
    }
  }
}

extension ComparedPolicy.BanditKind {
  fileprivate func training(in context: ComparedPolicy.Context) -> any TrainingPolicy {
    let arms = context.count
    return switch self {
    case .thompsonSampling:
      SampledTasks(
        ThompsonSampling(
          arms: arms, decay: context.search.selection.decay,
          firstArm: context.factory.primary.rawValue),
        reward: .improvement)
    case .topTwoThompson: SampledTasks(TopTwoThompson(arms: arms), reward: .improvement)
    case .ucb1: SampledTasks(UCB1(arms: arms), reward: .improvement)
    case .exp3S: SampledTasks(Exp3S(arms: arms), reward: .predictionGain)
    case .onlineDataMixing: SampledTasks(OnlineDataMixing(arms: arms), reward: .loss)
    case .counterfactual: CounterfactualTraining(tasks: arms, logged: context.logged)
    case .gradientAlignment: SampledTasks(Exp3S(arms: arms), reward: .gradientAlignment)
    }
  }
}

extension ComparedPolicy.SearchKind {
  fileprivate func training(in context: ComparedPolicy.Context) -> any TrainingPolicy {
    func searching(_ stages: SearchPolicy.Stages, _ settings: SearchSettings) -> SearchPolicy {
      SearchPolicy(
        stages: stages, settings: settings, share: context.comparison.searchShare)
    }
    return switch self {
    case .autosem: searching(.both, context.search)
    case .autosemPaper: searching(.both, .paper)
    case .selectionOnly: searching(.selection, context.search)
    case .mixingOnly: searching(.mixing, context.search)
    case .randomSearch: searching(.random, context.search)
    }
  }
}
