/// A Gaussian process with the likeliest hyper-parameters.
public struct FittedProcess: Sendable {
  /// The process, of the targets as transformed.
  public let process: GaussianProcess

  /// The transform of the targets.
  public let transform: TargetTransform

  /// The parameters of the fit, for a later one to begin from.
  public let parameters: Hyperparameters

  /// Creates a fitted process.
  public init(
    process: GaussianProcess, transform: TargetTransform, parameters: Hyperparameters
  ) {
    self.process = process
    self.transform = transform
    self.parameters = parameters
  }
}
