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
  public func weighting(tasks: Int) -> any GradientWeighting {
    switch self {
    case .equal: EqualWeights(tasks: tasks)
    case .dynamicWeightAveraging: DynamicWeightAveraging(tasks: tasks)
    case .uncertainty: UncertaintyWeights(tasks: tasks)
    case .gradNorm: GradNorm(tasks: tasks)
    case .cosineGating: CosineGating(tasks: tasks)
    case .pcGrad: PCGrad(tasks: tasks)
    case .caGrad: CAGrad(tasks: tasks)
    case .famo: FAMO(tasks: tasks)
    case .olAux: OLAUX(tasks: tasks)
    case .nashMTL: NashMTL(tasks: tasks)
    case .auxiNash: AuxiNash(tasks: tasks)
    case .auxiLearn: AuxiLearn(tasks: tasks)
    case .auxiLearnNonlinear: AuxiLearnNonlinear(tasks: tasks)
    case .autoLambda: AutoLambda(tasks: tasks)
    case .arml: ARML(tasks: tasks)
    case .temporalConvergence: TemporalConvergence(tasks: tasks)
    }
  }
}
