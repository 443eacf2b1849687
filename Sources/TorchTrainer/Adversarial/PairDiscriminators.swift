public import GSLNumerics
public import TaskWeighting
public import Tensors

/// A discriminator for each pair of tasks, with their optimiser.
///
/// Follows Shui et al. (2019), *A Principled Approach for Learning Task Similarity in Multitask Learning*
/// (AMTNN) <https://arxiv.org/abs/1903.09109>, with the gradient reversal that its released code omits, no
/// sigmoid on the critics and an optimiser apart from the extractor's. Differs in the optimiser, AdamW, and in
/// the gradient penalty of the critics, which interpolates features, not inputs, since texts cannot be
/// interpolated. One hidden layer of tanh units is ours.
public final class PairDiscriminators {
  /// The number of tasks.
  public let tasks: Int

  /// The distance that they estimate.
  public let distance: TaskDistance

  let strength: Double
  let streams: RandomStreams
  private let buffer: ParameterBuffer
  let networks: [PairDiscriminator]
  private let optimiser: AdamW
  private(set) var moments: AdamWMoments

  /// Creates discriminators with random parameters.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - features: The number of features of an example.
  ///   - hidden: The number of a discriminator's hidden units.
  ///   - distance: The distance that they estimate.
  ///   - strength: The strength of the gradient reversal (the paper's ρ); 0 for none.
  ///   - learningRate: The learning rate of AdamW.
  ///   - streams: Give the first values, and the interpolation weights.
  ///   - device: The device of the features.
  public init(
    tasks: Int, features: Int, hidden: Int = 16, distance: TaskDistance, strength: Double = 1,
    learningRate: Double, streams: RandomStreams, on device: Device = .cpu
  ) throws(TensorError) {
    precondition(
      tasks > 0 && features > 0 && hidden > 0,
      "positive counts are expected, got \(tasks), \(features) and \(hidden)")
    self.tasks = tasks
    self.distance = distance
    self.strength = strength
    self.streams = streams
    let pairs = tasks * (tasks - 1) / 2
    let shapes = PairDiscriminator.shapes(
      features: features, hidden: hidden, outputs: distance == .hDivergence ? 2 : 1)
    let buffer = try ParameterBuffer(shapes: (0..<pairs).flatMap { _ in shapes }, on: device)
    for (index, range) in buffer.ranges.enumerated() {
      let shape = shapes[index % shapes.count]
      guard shape.count == 2 else { continue }
      let stream = streams.stream("discriminators", index)
      let deviation = 1 / Double(shape[0]).squareRoot()
      try buffer.setNumbers(
        range.map { _ in Float(stream.normal(standardDeviation: deviation)) },
        at: range.lowerBound)
    }
    networks = (0..<pairs).map {
      PairDiscriminator(buffer.parameters[$0 * shapes.count..<($0 + 1) * shapes.count])
    }
    self.buffer = buffer
    optimiser = AdamW(learningRate: learningRate, weightDecay: 0)
    moments = try AdamWMoments(count: buffer.count, on: device)
  }

  /// Takes an optimiser step by the gradients that the loss's `backward` accumulated.
  public func update() throws(TensorError) {
    try buffer.update(0..<buffer.count, by: optimiser, moments: moments)
  }

  /// The index of a pair of tasks, the first of which has the smaller index.
  func index(of first: Int, _ second: Int) -> Int {
    first * (2 * tasks - first - 1) / 2 + second - first - 1
  }

  /// Writes the parameters and the moments.
  public func write(to writer: inout StateWriter) throws(TensorError) {
    writer.append(try buffer.numbers(in: 0..<buffer.count))
    try writer.append(moments)
  }

  /// Reads the parameters and moments of discriminators of the same sizes.
  ///
  /// - Returns: Whether there were enough bytes; otherwise nothing changes.
  public func read(from reader: inout StateReader) throws(TensorError) -> Bool {
    guard let numbers = reader.floats(buffer.count),
      let moments = try reader.moments(buffer.count, on: buffer.device)
    else { return false }
    try buffer.setNumbers(numbers, at: 0)
    try buffer.clearGradients()
    self.moments = moments
    return true
  }
}
