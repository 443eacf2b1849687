/// The settings of the optimiser AdamW.
///
/// Follows Loshchilov and Hutter (2019), algorithm 2 <https://arxiv.org/abs/1711.05101>, with the
/// weight decay multiplied by the learning rate as in PyTorch.
public struct AdamW: Equatable, Sendable {
  /// The learning rate.
  public var learningRate: Double

  /// The weight decay per step, before the multiplication by the learning rate.
  public var weightDecay: Double

  /// The decay β₁ of the mean of the gradients.
  public var firstDecay: Double

  /// The decay β₂ of the mean of the gradients' squares.
  public var secondDecay: Double

  /// The term ε added to the root of the mean square.
  public var epsilon: Double

  /// Creates settings.
  public init(
    learningRate: Double, weightDecay: Double = 0.01, firstDecay: Double = 0.9,
    secondDecay: Double = 0.999, epsilon: Double = 1e-8
  ) {
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.epsilon = epsilon
  }
}

/// The moments of AdamW for some parameters.
public final class AdamWMoments {
  /// The decaying means of the gradients, `[parameters]`.
  let first: Tensor

  /// The decaying means of the squares of the gradients, `[parameters]`.
  let second: Tensor

  /// The number of steps taken.
  public internal(set) var steps: Int

  /// Creates the moments before the first step.
  ///
  /// - Parameters:
  ///   - count: The number of parameters.
  ///   - device: The device of the parameters.
  public init(count: Int, on device: Device = .cpu) throws(TensorError) {
    first = try .zeros([count], on: device)
    second = try .zeros([count], on: device)
    steps = 0
  }

  /// Creates moments from saved values.
  ///
  /// - Parameters:
  ///   - first: The decaying means of the gradients, `[parameters]`.
  ///   - second: The decaying means of the squares of the gradients, `[parameters]`.
  ///   - steps: The number of steps taken.
  ///   - device: The device of the parameters.
  public init(
    first: [Float], second: [Float], steps: Int, on device: Device = .cpu
  ) throws(TensorError) {
    self.first = try Tensor(first, shape: [first.count]).moved(to: device)
    self.second = try Tensor(second, shape: [second.count]).moved(to: device)
    self.steps = steps
  }

  /// Returns copies of the decaying means of the gradients and of their squares.
  public func numbers() throws(TensorError) -> (first: [Float], second: [Float]) {
    (try first.numbers(), try second.numbers())
  }
}
