import GSLNumerics
import Tensors

/// An encoder and a hidden layer, shared by the tasks or one for each, and an output layer for each task.
///
/// With `soft` sharing a task's parameters all are its own, with `hard` its head's alone; see
/// `ParameterSharing`.
final class MultitaskModel {
  /// All parameters: the shared ones first, then those of the tasks' own, one task after the other.
  let buffer: ParameterBuffer

  /// The number of elements of the hidden layer.
  let hidden: Int

  /// The place of the shared parameters.
  let shared: Range<Int>

  /// The place of the parameters of each task's own: its copy of what is not shared, then its head.
  let heads: [Range<Int>]

  /// The place of each task's copy of what is not shared; empty where all but the heads is.
  let copies: [Range<Int>]

  /// The place of the hidden layer's weights in each task's model, `[encoder's outputs, hidden]`.
  let hiddenWeights: [Range<Int>]

  /// The number of parameters of the hidden layer.
  static let hiddenParameters = 2

  private let encoder: any SentenceEncoder

  /// Each task's model: the encoder, the hidden layer, the head.
  private let models: [[Tensor]]

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - encoder: Turns examples into vectors.
  ///   - hidden: The number of elements of the hidden layer.
  ///   - outputs: The number of outputs of each task's head.
  ///   - sharing: What the tasks have in common.
  ///   - device: Where the model is.
  ///   - streams: Give the first values, a stream for each parameter; copies begin as the same.
  init(
    encoder: any SentenceEncoder, hidden: Int, outputs: [Int], sharing: ParameterSharing,
    device: Device, streams: RandomStreams
  ) throws {
    let body = encoder.parameters + [.weights(encoder.outputs, hidden), .bias(hidden)]
    let common = sharing.sharedParameters(encoder: encoder.parameters.count)
    // The number of a parameter in a model whose copies are one.
    var numbers = Array(0..<common)
    var specifications = Array(body[..<common])
    for (task, width) in outputs.enumerated() {
      numbers += common..<body.count
      numbers += (0..<2).map { body.count + 2 * task + $0 }
      specifications += body[common...]
      specifications += [.weights(hidden, width, gain: 0.1), .bias(width)]
    }
    let buffer = try ParameterBuffer(shapes: specifications.map(\.shape), on: device)
    for (index, specification) in specifications.enumerated() {
      try buffer.setNumbers(
        specification.initialNumbers(using: streams.stream("initial-weights", numbers[index])),
        at: buffer.ranges[index].lowerBound)
    }
    let own = body.count - common + 2
    let ranges = buffer.ranges
    let places = outputs.indices.map {
      Array(0..<common) + (common + $0 * own..<common + ($0 + 1) * own)
    }
    shared = 0..<(common == 0 ? 0 : ranges[common - 1].upperBound)
    heads = places.map { ranges[$0[common]].lowerBound..<ranges[$0[body.count + 1]].upperBound }
    copies = places.map { ranges[$0[common]].lowerBound..<ranges[$0[body.count]].lowerBound }
    hiddenWeights = places.map { ranges[$0[encoder.parameters.count]] }
    models = places.map { $0.map { buffer.parameters[$0] } }
    self.buffer = buffer
    self.hidden = hidden
    self.encoder = encoder
  }

  /// Returns what the examples of a batch are to a task's head, `[examples, hidden]`.
  ///
  /// - Parameter dropout: What is dropped; nothing while the model is measured.
  func features(
    of batch: SentenceBatch, task: Int, dropout: Dropout = .none
  ) throws -> Tensor {
    let p = models[task]
    let layers = p.count - 4
    var dropout = dropout
    let vectors = try encoder.encode(
      batch.moved(to: buffer.device), p[..<layers], dropout: &dropout)
    let hidden = try vectors.affine(p[layers], p[layers + 1]).relu()
    return try dropout.applied(to: hidden)
  }

  /// Returns what a task's head says of features, `[examples, outputs]`.
  func outputs(of features: Tensor, task: Int) throws -> Tensor {
    let p = models[task].suffix(2)
    return try features.affine(p[p.startIndex], p[p.startIndex + 1])
  }
}
