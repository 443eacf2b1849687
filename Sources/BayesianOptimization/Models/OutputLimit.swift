import GSLNumerics
import GaussianProcesses

/// A limit on a further output of each trial, such as what a target may lose: a constraint of the optimum.
public struct OutputLimit: Equatable, Sendable {
  /// The point whose output the limit is relative to.
  public let reference: [Double]

  /// The largest increase of the output over that at the reference; outputs are better the smaller, as the objective.
  public let increase: Double

  /// Creates a limit.
  public init(reference: [Double], increase: Double) {
    self.reference = reference
    self.increase = increase
  }
}

/// The probability that limits are kept at a point, by a model of each output.
///
/// Follows Gardner et al. (2014) <https://proceedings.mlr.press/v32/gardner14.html>: the models are independent, and the
/// probability is the product. The output at the reference counts as known, at its posterior mean.
struct LimitModel: Sendable {
  /// The model of an output: its posterior without reference points, the encoding of the space, and the largest value.
  private struct Part: Sendable {
    let posterior: JointPosterior
    let space: any SearchSpace
    let most: Double
  }

  private let parts: [Part]

  /// Fits the models to the trials that have outputs.
  ///
  /// - Throws: As `ObjectiveModel`'s initialiser.
  init(
    of limits: [OutputLimit], to observations: [BayesianOptimizer.Observation],
    over space: any SearchSpace, settings: OptimizerSettings
  ) throws {
    var settings = settings
    settings.hyperparameterSamples = 0
    settings.partWeights = []
    // A transformed output would have its limit in other units.
    let fits = settings.fits
    settings.fits = { fits($0).map { $0.untransformed } }
    parts = try limits.indices.map { [settings] output in
      let seen = observations.compactMap { observation in
        observation.outputs.map {
          BayesianOptimizer.Observation(
            point: observation.point, objective: $0[output], noise: nil,
            repeats: observation.repeats, outputs: nil,
            parts: nil, block: observation.block)
        }
      }
      let view = try ObjectiveModel(
        of: seen, over: space, settings: settings, lastParameters: [], for: .suggestion
      ).likeliest
      let surrogate = Surrogate(view)
      let reference = surrogate.means(at: [limits[output].reference])[0]
      return Part(
        posterior: JointPosterior(view.fitted[0].process), space: surrogate.space,
        most: reference + limits[output].increase)
    }
  }

  /// Returns the logarithm of the probability that all limits are kept at a point.
  func logProbability(at point: [Double]) -> Double {
    parts.reduce(0) { sum, part in
      let evaluation = part.posterior.evaluation(at: part.space.features(of: point))
      return sum
        + NormalDistribution.logCumulative(
          (part.most - evaluation.mean) / evaluation.standardDeviation)
    }
  }
}

extension GaussianProcessFit {
  /// The fit without a transform of the targets.
  fileprivate var untransformed: GaussianProcessFit {
    var fit = self
    fit.exponentDeviation = nil
    return fit
  }
}
