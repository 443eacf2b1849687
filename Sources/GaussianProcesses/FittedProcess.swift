/// A Gaussian process with the likeliest hyper-parameters, and how likely they are.
public struct FittedProcess: Sendable {
  /// The process, of the targets as transformed.
  public let process: GaussianProcess

  /// The transform of the targets.
  public let transform: TargetTransform

  /// What was fitted: the logarithms of the kernel's hyper-parameters and of the noise variance above
  /// its floor, then the exponent of the transform if there is one.
  public let parameters: [Double]

  /// The log density of the targets and of the hyper-parameters together, up to a constant of the
  /// targets; larger is likelier.
  public let logPosterior: Double

  /// Creates a fitted process.
  public init(
    process: GaussianProcess, transform: TargetTransform, parameters: [Double],
    logPosterior: Double
  ) {
    self.process = process
    self.transform = transform
    self.parameters = parameters
    self.logPosterior = logPosterior
  }
}
