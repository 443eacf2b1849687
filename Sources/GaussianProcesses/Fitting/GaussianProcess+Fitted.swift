import GSLNumerics

extension GaussianProcess {
  /// Returns the process of some observations with the maximum a posteriori hyper-parameters of the
  /// standard kernel and priors (`GaussianProcessFit.standard`).
  ///
  ///     let process = try GaussianProcess.fitted(to: [[0.1], [0.4], [0.9]], [1.2, 0.3, 2.0])
  ///     let prediction = process.predictions(at: [[0.5]])[0]
  ///     print(prediction.mean, prediction.standardDeviation)
  ///
  /// - Parameters:
  ///   - inputs: The observed inputs, at least one, of about unit range.
  ///   - targets: The observed values, finite, one for each input.
  ///   - noise: Whether the observations have noise.
  /// - Throws: `GSLError` when the covariances are not positive definite even with jitter.
  public static func fitted(
    to inputs: [[Double]], _ targets: [Double], noise: GaussianProcessFit.Noise = .unknown
  ) throws -> GaussianProcess {
    precondition(
      !inputs.isEmpty && targets.allSatisfy(\.isFinite),
      "at least one observation and finite targets are expected")
    let data = ProcessData(inputs: Matrix(inputs), targets: targets)
    // The standard fit has no restarts, so nothing is drawn.
    return try GaussianProcessFit.standard(dimension: inputs[0].count, noise: noise)
      .fitted(to: data, using: RandomStream(seed: 0)).process
  }

  /// Returns the posterior of the function, without noise, at some inputs, `[inputs]`.
  public func predictions(at inputs: [[Double]]) -> [Prediction] {
    inputs.isEmpty ? [] : predictions(at: Matrix(inputs))
  }
}
