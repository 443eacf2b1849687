/// The weights of the tasks' gradients in one step.
public struct StepWeights: Equatable, Sendable {
  /// The weights of the gradients with respect to the shared parameters, `[tasks]`.
  public var shared: [Double]

  /// The weights of the gradients with respect to each task's own parameters, `[tasks]`.
  public var own: [Double]

  /// Creates the weights of a step.
  public init(shared: [Double], own: [Double]) {
    precondition(
      shared.count == own.count, "\(shared.count) weights are expected, got \(own.count)")
    self.shared = shared
    self.own = own
  }
}
