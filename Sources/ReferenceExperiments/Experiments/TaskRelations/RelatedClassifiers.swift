import GSLNumerics
import TaskWeighting
import Tensors
import TorchTrainer

/// Classifications by shared linear features, with one head each and discriminators of their pairs.
final class RelatedClassifiers {
  private let buffer: ParameterBuffer
  private let discriminators: PairDiscriminators
  private let moments: AdamWMoments
  private let optimiser = AdamW(learningRate: 0.02)

  private static let extracted = 8

  /// Half the heads' rate: faster critics memorise sixty examples and measure them as a distance.
  private static let discriminatorRate = 0.01

  /// Creates untrained classifiers.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks, each of two classes.
  ///   - features: The number of numbers that an example is given by.
  ///   - distance: The distance that the discriminators measure.
  ///   - strength: The strength ρ of the reversed gradients.
  ///   - streams: The streams of the initial values.
  init(
    tasks: Int, features: Int, distance: TaskDistance, strength: Double, streams: RandomStreams
  ) throws {
    let heads = (0..<tasks).flatMap { _ in [[Self.extracted, 2], [2]] }
    let buffer = try ParameterBuffer(
      shapes: [[features, Self.extracted], [Self.extracted]] + heads)
    let stream = streams.stream("weights")
    let deviation = 1 / Double(features).squareRoot()
    try buffer.setNumbers(
      buffer.ranges[0].map { _ in Float(stream.normal(standardDeviation: deviation)) }, at: 0)
    self.buffer = buffer
    moments = try AdamWMoments(count: buffer.count)
    discriminators = try PairDiscriminators(
      tasks: tasks, features: Self.extracted, hidden: 8, distance: distance, strength: strength,
      learningRate: Self.discriminatorRate, streams: streams)
  }

  /// Takes a step with all examples of every task.
  func step(
    on examples: [LogisticModel.Examples], relations: [[Double]]
  ) throws -> AdversarialRelations.Measurement {
    let features = try examples.map(self.features)
    let (loss, shown) = try discriminators.loss(of: features, relations: relations) { head, task in
      try scores(of: features[task], head: head)
        .crossEntropy(examples[task].labels.map { Int32($0) })
    }
    try loss.backward()
    try buffer.update(0..<buffer.count, by: optimiser, moments: moments)
    try discriminators.update()
    return shown
  }

  /// The accuracy of a head.
  func accuracy(of head: Int, on examples: LogisticModel.Examples) throws -> Double {
    let scores = try scores(of: features(of: examples), head: head).numbers()
    let right = examples.labels.indices.count {
      (scores[2 * $0 + 1] > scores[2 * $0]) == (examples.labels[$0] > 0.5)
    }
    return Double(right) / Double(examples.labels.count)
  }

  private func features(of examples: LogisticModel.Examples) throws -> Tensor {
    let points = examples.points
    return try Tensor(points.elements.map { Float($0) }, shape: [points.rows, points.columns])
      .affine(buffer.parameters[0], buffer.parameters[1])
  }

  private func scores(of features: Tensor, head: Int) throws -> Tensor {
    try features.affine(buffer.parameters[2 + 2 * head], buffer.parameters[3 + 2 * head])
  }
}
