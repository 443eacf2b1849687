/// A Gaussian process with its fitted hyper-parameters.
public struct FittedProcess: Sendable {
  /// The process of the transformed targets.
  public let process: GaussianProcess

  /// The transform of the targets.
  public let transform: TargetTransform

  /// The hyper-parameters; a later fit may begin there.
  public let parameters: Hyperparameters

  /// Creates a fitted process.
  public init(
    process: GaussianProcess, transform: TargetTransform, parameters: Hyperparameters
  ) {
    self.process = process
    self.transform = transform
    self.parameters = parameters
  }

  /// Returns the process of targets that were transformed by a fence before.
  public func fenced(by fence: OutlierFence?) -> FittedProcess {
    FittedProcess(
      process: process, transform: transform.fenced(by: fence), parameters: parameters)
  }
}

/// Hyper-parameters and their log posterior density.
public struct Hyperparameters: Equatable, Sendable {
  /// The logarithms of the kernel's hyper-parameters and of the noise variance above its floor, then
  /// the exponent of the targets' transform if there is one.
  public let values: [Double]

  /// The joint log density of targets and hyper-parameters, up to a constant of the targets.
  public let logPosterior: Double

  /// Creates hyper-parameters.
  public init(values: [Double], logPosterior: Double) {
    self.values = values
    self.logPosterior = logPosterior
  }
}
