/// The weighting methods by name.
public enum WeightingKind: String, CaseIterable, Sendable, Codable {
  /// `EqualWeights`.
  case equal
  /// `DynamicWeightAveraging`.
  case dynamicWeightAveraging = "dynamic_weight_averaging"
  /// `UncertaintyWeights`.
  case uncertainty
  /// `GradNorm`.
  case gradNorm = "gradnorm"
  /// `CosineGating`.
  case cosineGating = "cosine_gating"
  /// `PCGrad`.
  case pcGrad = "pcgrad"
  /// `CAGrad`.
  case caGrad = "cagrad"
  /// `FAMO`.
  case famo
  /// `OLAUX`.
  case olAux = "ol_aux"
  /// `NashMTL`.
  case nashMTL = "nash_mtl"
  /// `AuxiNash`.
  case auxiNash = "auxinash"
  /// `AuxiLearn`, the linear form.
  case auxiLearn = "auxilearn"
  /// `AuxiLearnNonlinear`.
  case auxiLearnNonlinear = "auxilearn_nonlinear"
  /// `AutoLambda`.
  case autoLambda = "auto_lambda"
  /// `ARML`.
  case arml
  /// `TemporalConvergence`, an interpretation.
  case temporalConvergence = "temporal_convergence"

  /// Returns the method in its initial state, with its own constants.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - steps: The number of steps of a model: an epoch of `DynamicWeightAveraging` is a tenth of it, and no
  ///     period is longer. Nil for the methods' own periods.
  public func weighting(tasks: Int, steps: Int? = nil) -> any GradientWeighting {
    func period(_ own: Int) -> Int { max(min(own, steps ?? own), 1) }
    return switch self {
    case .equal: EqualWeights(tasks: tasks)
    case .dynamicWeightAveraging:
      DynamicWeightAveraging(tasks: tasks, period: steps.map { max($0 / 10, 1) } ?? 100)
    case .uncertainty: UncertaintyWeights(tasks: tasks)
    case .gradNorm: GradNorm(tasks: tasks)
    case .cosineGating: CosineGating(tasks: tasks)
    case .pcGrad: PCGrad(tasks: tasks)
    case .caGrad: CAGrad(tasks: tasks)
    case .famo: FAMO(tasks: tasks)
    case .olAux: OLAUX(tasks: tasks)
    case .nashMTL: NashMTL(tasks: tasks)
    case .auxiNash: AuxiNash(tasks: tasks, hyperPeriod: period(25))
    case .auxiLearn: AuxiLearn(tasks: tasks, hyperPeriod: period(25))
    case .auxiLearnNonlinear: AuxiLearnNonlinear(tasks: tasks, hyperPeriod: period(25))
    case .autoLambda: AutoLambda(tasks: tasks)
    case .arml: ARML(tasks: tasks, period: period(20))
    case .temporalConvergence: TemporalConvergence(tasks: tasks)
    }
  }
}
