/// The settings of the optimiser AdamW.
///
/// Follows Loshchilov and Hutter (2019), algorithm 2 <https://arxiv.org/abs/1711.05101>, with the
/// weight decay multiplied by the learning rate as in PyTorch.
public struct AdamW: Equatable, Sendable {
  /// The size of a step.
  public var learningRate: Double

  /// The part of a parameter that a step takes away, before it is multiplied by the learning rate.
  public var weightDecay: Double

  /// What a step keeps of the mean of the gradients.
  public var firstDecay: Double

  /// What a step keeps of the mean of the gradients' squares.
  public var secondDecay: Double

  /// What is added to the root of the mean square.
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

/// What AdamW remembers of the gradients of some parameters.
public struct AdamWMoments: Equatable, Sendable {
  /// The decaying means of the gradients, `[parameters]`.
  public var first: [Float]

  /// The decaying means of the squares of the gradients, `[parameters]`.
  public var second: [Float]

  /// The number of steps taken.
  public var steps: Int

  /// Creates the moments before the first step.
  public init(count: Int) {
    first = Array(repeating: 0, count: count)
    second = first
    steps = 0
  }
}
