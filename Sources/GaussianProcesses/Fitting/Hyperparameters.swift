/// Hyper-parameters and how likely they are.
public struct Hyperparameters: Equatable, Sendable {
  /// The logarithms of the kernel's hyper-parameters and of the noise variance above its floor, then
  /// the exponent of the targets' transform if there is one.
  public let values: [Double]

  /// The log density of the targets and of the hyper-parameters together, up to a constant of the
  /// targets; larger is likelier.
  public let logPosterior: Double

  /// Creates parameters.
  public init(values: [Double], logPosterior: Double) {
    self.values = values
    self.logPosterior = logPosterior
  }
}
