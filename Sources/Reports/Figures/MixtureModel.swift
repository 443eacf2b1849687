import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask
import RunJournal

/// A Gaussian process of the score over the mixtures of the primary and the kept tasks, fitted to whole trials.
///
/// It is made for the report. The optimiser's own may have other inputs, and hyper-parameters that are drawn.
struct MixtureModel {
  /// The tasks that may have a share, the primary first.
  let active: [TaskIndex]

  /// The standard deviation of a trial's noise, in the units of the score.
  let noise: Double

  /// The prediction of each trial from all others, `[trials]`.
  let leaveOneOut: [Prediction]

  /// The length scale of each active task's share, `[active]`.
  let lengthScales: [Double]

  private let process: GaussianProcess

  /// Fits a model; nil with fewer trials than it has hyper-parameters, or where the fit fails.
  ///
  /// - Parameters:
  ///   - active: The tasks that may have a share, the primary first.
  ///   - mixtures: The mixtures of the trials, `[trials]`.
  ///   - scores: Their scores, larger being better, `[trials]`.
  init?(active: [TaskIndex], mixtures: [Mixture], scores: [Double]) {
    guard active.count > 1, scores.count >= active.count + 2, scores.allSatisfy(\.isFinite)
    else { return nil }
    let space = SimplexSpace(count: active.count, features: .proportion)
    let inputs = Matrix(mixtures.map { mixture in active.map { mixture.weights[$0.rawValue] } })
    var fit = GaussianProcessFit.standard(lengthScales: space.lengthScalePriors)
    // A page is to be made in seconds, also from a thousand trials.
    fit.refinementSample = 160
    guard
      let process = try? fit.fitted(
        to: ProcessData(inputs: inputs, targets: scores), using: RandomStream(seed: 0)
      ).process,
      let leaveOneOut = process.leaveOneOut
    else { return nil }
    self.active = active
    self.process = process
    self.leaveOneOut = leaveOneOut
    noise = process.noiseVariance.squareRoot() * process.standardizer.scale
    lengthScales = (process.kernel as? any RadialKernel)?.lengthScales ?? []
  }

  /// Returns the posterior of the score at shares of the active tasks, `[active]`, without noise.
  func prediction(at shares: [Double]) -> Prediction { process.prediction(at: shares) }
}

extension GaussianProcess {
  /// The prediction of each observation, with noise, from all others; nil where the covariances cannot be inverted.
  ///
  /// Follows Rasmussen and Williams (2006), equations 5.10 to 5.12 <http://gaussianprocess.org/gpml/>.
  var leaveOneOut: [Prediction]? {
    var covariances = kernel.matrix(inputs)
    for index in targets.indices { covariances[index, index] += noiseVariance + jitter }
    guard let inverse = try? Cholesky(of: covariances).inverse() else { return nil }
    let standard = targets.map(standardizer.standardised)
    let weights = inverse.times(standard)
    return targets.indices.map { index in
      let precision = inverse[index, index]
      let mean = standard[index] - weights[index] / precision
      return Prediction(
        mean: standardizer.shift + standardizer.scale * mean,
        variance: standardizer.scale * standardizer.scale / precision)
    }
  }
}
