import AutoSeM
import Bandits
import Multitask
import TaskWeighting

/// A way of spending training batches, by the name it goes by everywhere.
public enum ComparedPolicy: String, CaseIterable, Sendable, Codable {
  // Fixed mixtures.
  case primaryOnly = "primary_only"
  case uniform
  case proportional
  case temperature

  // Policies that choose the task of the next batch.
  case thompsonSampling = "thompson_sampling"
  case topTwoThompson = "top_two_thompson"
  case ucb1
  case exp3S = "exp3s"
  case onlineDataMixing = "online_data_mixing"
  case counterfactual
  case gradientAlignment = "gradient_alignment"

  // Methods that weight the gradients of all tasks.
  case equal
  case dynamicWeightAveraging = "dynamic_weight_averaging"
  case uncertainty
  case gradNorm = "gradnorm"
  case cosineGating = "cosine_gating"
  case pcGrad = "pcgrad"
  case caGrad = "cagrad"
  case famo
  case olAux = "ol_aux"
  case nashMTL = "nash_mtl"
  case auxiNash = "auxinash"
  case auxiLearn = "auxilearn"
  case auxiLearnNonlinear = "auxilearn_nonlinear"
  case autoLambda = "auto_lambda"
  case arml
  case temporalConvergence = "temporal_convergence"

  // AMTNN, in the form of the H-divergence and in that of the Wasserstein distance.
  case amtnn
  case amtnnWasserstein = "amtnn_wasserstein"

  // AutoSeM, its stages alone, and random search.
  case autosem
  case autosemPaper = "autosem_paper"
  case selectionOnly = "selection_only"
  case mixingOnly = "mixing_only"
  case randomSearch = "random_search"

  /// Whether it needs a trainer that gives gradients, or that can train against discriminators.
  public var needsGradients: Bool {
    weighting != nil || taskDistance != nil || self == .exp3S || self == .gradientAlignment
  }

  /// What AMTNN takes for the distance between two tasks; nil for a policy of another kind.
  var taskDistance: TaskDistance? {
    switch self {
    case .amtnn: .hDivergence
    case .amtnnWasserstein: .wasserstein
    default: nil
    }
  }

  /// The method that weights gradients; nil for a policy of another kind.
  var weighting: WeightingKind? { WeightingKind(rawValue: rawValue) }

  /// What it does with a training.
  func training(
    _ search: SearchSettings, _ comparison: ComparisonSettings, _ tasks: TaskList,
    after earlier: EarlierRuns?
  ) -> any TrainingPolicy {
    func fixed(_ mixture: Mixture) -> FixedMixture {
      FixedMixture(mixture: mixture, schedule: search.mixing.schedule)
    }
    func sampled(_ policy: any TaskPolicy, _ reward: SampledTasks.Reward) -> SampledTasks {
      SampledTasks(policy: policy, reward: reward)
    }
    func searching(_ stages: SearchPolicy.Stages, _ settings: SearchSettings) -> SearchPolicy {
      SearchPolicy(stages: stages, settings: settings, share: comparison.searchShare)
    }
    if let weighting { return WeightedTasks(method: weighting) }
    if let taskDistance { return RelatedTasks(distance: taskDistance) }
    let count = tasks.count
    let sizes = tasks.map(\.trainingExamples)
    let primary = tasks.primary.rawValue
    return switch self {
    case .primaryOnly: fixed(.only(TaskIndex(primary), of: count))
    case .uniform: fixed(.uniform(over: tasks.indices.map(TaskIndex.init), of: count))
    case .proportional: fixed(.proportional(to: sizes))
    case .temperature: sampled(FixedPolicy.temperature(sizes, temperature: 2), .loss)
    case .thompsonSampling:
      sampled(
        ThompsonSampling(arms: count, decay: search.selection.decay, firstArm: primary),
        .improvement)
    case .topTwoThompson: sampled(TopTwoThompson(arms: count), .improvement)
    case .ucb1: sampled(UCB1(arms: count), .improvement)
    case .exp3S: sampled(Exp3S(arms: count), .predictionGain)
    case .onlineDataMixing: sampled(OnlineDataMixing(arms: count), .loss)
    case .counterfactual: CounterfactualTraining(tasks: count, earlier: earlier)
    case .gradientAlignment: sampled(Exp3S(arms: count), .gradientAlignment)
    case .autosemPaper: searching(.both, .paper)
    case .selectionOnly: searching(.selection, search)
    case .mixingOnly: searching(.mixing, search)
    case .randomSearch: searching(.random, search)
    // The weightings and AMTNN have returned: this is AutoSeM.
    default: searching(.both, search)
    }
  }
}
