import BayesianOptimization

/// The names of acquisition functions in lines.
enum AcquisitionName: String, CaseIterable {
  case expectedImprovement = "expected_improvement"
  case logExpectedImprovement = "log_expected_improvement"
  case noisyLogExpectedImprovement = "noisy_log_expected_improvement"
  case probabilityOfImprovement = "probability_of_improvement"
  case lowerConfidenceBound = "lower_confidence_bound"
  case knowledgeGradient = "knowledge_gradient"
  case maxValueEntropy = "max_value_entropy"
  case thompsonSampling = "thompson_sampling"
  case gpHedge = "gp_hedge"

  /// The strategy of the name.
  var strategy: OptimizerSettings.Strategy {
    switch self {
    case .expectedImprovement: .acquisition(ExpectedImprovement())
    case .logExpectedImprovement: .acquisition(LogExpectedImprovement())
    case .noisyLogExpectedImprovement: .acquisition(NoisyLogExpectedImprovement())
    case .probabilityOfImprovement: .acquisition(ProbabilityOfImprovement(margin: 0.01))
    case .lowerConfidenceBound: .acquisition(LowerConfidenceBound())
    case .knowledgeGradient: .acquisition(KnowledgeGradient())
    case .maxValueEntropy: .acquisition(MaxValueEntropy())
    case .thompsonSampling: .acquisition(PosteriorSampling())
    case .gpHedge: .hedge(GPHedge())
    }
  }
}
