import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask

/// A measure as a smooth function of the mixture: a Gaussian process.
struct MeasureFit: Sendable {
  /// The scale, the inputs and the kernel of a fit.
  struct Form: Sendable {
    let scale: MeasureScale
    let features: SimplexSpace.Features
    let isRough: Bool

    /// All forms of some scales.
    static func all(on scales: [MeasureScale]) -> [Form] {
      scales.flatMap { scale in
        SimplexSpace.Features.allCases.flatMap { features in
          [true, false].map { Form(scale: scale, features: features, isRough: $0) }
        }
      }
    }
  }

  let form: Form

  /// The coefficient of determination R² of the predictions of mixtures that are left out, in the measure's units.
  let determination: Double

  private let space: SimplexSpace
  private let process: GaussianProcess

  private static let folds = 10

  /// Fits a measure in the form that predicts mixtures best that are left out.
  ///
  /// - Parameters:
  ///   - measures: The measure of each mixture, `[mixtures]`.
  ///   - mixtures: The mixtures.
  ///   - forms: The forms, at least one.
  /// - Throws: `GSLError` for a process whose covariances are not positive definite.
  init(_ measures: [Double], of mixtures: [Mixture], forms: [Form]) throws {
    precondition(!forms.isEmpty, "a form is expected")
    let fits = try forms.map { try MeasureFit(measures, of: mixtures, form: $0) }
    self = fits.dropFirst().reduce(fits[0]) { $1.determination > $0.determination ? $1 : $0 }
  }

  private init(_ measures: [Double], of mixtures: [Mixture], form: Form) throws {
    self.form = form
    let space = SimplexSpace(count: mixtures[0].weights.count, features: form.features)
    self.space = space
    let inputs = mixtures.map { space.inputs(of: $0.weights) }
    let targets = measures.map(form.scale.scaled)
    let fits = GaussianProcessFit.candidates(lengthScales: space.lengthScalePriors)
    process = try fits[form.isRough ? 0 : 1].fitted(
      to: ProcessData(inputs: Matrix(inputs), targets: targets),
      using: RandomStreams(seed: 1).stream("fit")
    ).process
    determination = try process.determination(
      of: measures, folds: Self.folds, measure: form.scale.measure)
  }

  /// Returns the measure at a mixture, on the fit's scale.
  func scaled(at weights: [Double]) -> Double {
    process.means(at: Matrix([space.inputs(of: weights)]))[0]
  }

  /// Returns the measure at mixtures.
  func measures(at mixtures: [[Double]]) -> [Double] {
    process.means(at: Matrix(mixtures.map(space.inputs))).map(form.scale.measure)
  }

  /// Returns the standard deviation of the difference of the measure at two mixtures, about.
  func uncertainty(between first: [Double], and second: [Double]) -> Double {
    let joint = process.predictions(at: Matrix([first, second].map(space.inputs)))
    return zip(joint, measures(at: [first, second])).reduce(0) { sum, point in
      // The slope of the measure by its scaled value.
      let step = 1e-4
      let slope =
        (form.scale.measure(form.scale.scaled(point.1) + step) - point.1) / step
      return sum + slope * slope * point.0.variance
    }.squareRoot()
  }
}

extension SimplexSpace {
  /// Returns the model's inputs for a mixture.
  fileprivate func inputs(of weights: [Double]) -> [Double] {
    features(at: coordinates(of: weights))
  }
}

extension GaussianProcess {
  /// Returns R² of the predictions of the folds that are left out in turn.
  ///
  /// - Parameters:
  ///   - truths: The measures in their units.
  ///   - folds: The number of folds, each of every so manieth observation.
  ///   - measure: The measure of a scaled value.
  fileprivate func determination(
    of truths: [Double], folds: Int, measure: (Double) -> Double
  ) throws -> Double {
    let mean = truths.reduce(0, +) / Double(truths.count)
    var (error, total) = (0.0, 0.0)
    for fold in 0..<min(folds, truths.count) {
      let (left, kept) = (
        truths.indices.filter { $0 % folds == fold }, truths.indices.filter { $0 % folds != fold }
      )
      let process = try GaussianProcess(
        kernel: kernel, noiseVariance: noiseVariance, inputs: Matrix(kept.map(inputs.row)),
        targets: kept.map { targets[$0] }, standardizer: standardizer)
      for (index, mean) in zip(left, process.means(at: Matrix(left.map(inputs.row)))) {
        let miss = measure(mean) - truths[index]
        error += miss * miss
      }
    }
    for truth in truths { total += (truth - mean) * (truth - mean) }
    return total > 0 ? 1 - error / total : 0
  }
}
