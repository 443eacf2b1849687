import GSLNumerics
import Tensors

/// An encoder and a hidden layer, shared or one for each task, and an output layer for each task.
///
/// With `hard` sharing only the heads are the tasks' own, with `soft` sharing all parameters; see
/// `ParameterSharing`.
final class MultitaskModel {
  /// All parameters: the shared ones, then each task's own.
  let buffer: ParameterBuffer

  /// The number of elements of the hidden layer.
  let hidden: Int

  /// The range of the shared parameters in the buffer.
  let shared: Range<Int>

  /// The range of each task's own parameters: its copies of unshared layers, then its head.
  let heads: [Range<Int>]

  /// The range of each task's copies of unshared layers; empty if only the heads are unshared.
  let copies: [Range<Int>]

  /// The range of the hidden layer's weights in each task's model, `[encoder's outputs, hidden]`.
  let hiddenWeights: [Range<Int>]

  /// The number of parameters of the hidden layer.
  static let hiddenParameters = 2

  private let encoder: any SentenceEncoder

  /// Each task's model: the encoder, the hidden layer, the head.
  private let models: [[Tensor]]

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - encoder: The encoder of examples.
  ///   - hidden: The number of elements of the hidden layer.
  ///   - outputs: The number of outputs of each task's head.
  ///   - sharing: The sharing of parameters.
  ///   - device: The device of the model.
  ///   - streams: Give the initial values, a stream for each parameter; copies have the same.
  init(
    encoder: any SentenceEncoder, hidden: Int, outputs: [Int], sharing: ParameterSharing,
    device: Device, streams: RandomStreams
  ) throws {
    let body = encoder.parameters + [.weights(encoder.outputs, hidden), .bias(hidden)]
    let common = sharing.sharedParameters(encoder: encoder.parameters.count)
    // The stream of each parameter; copies of a parameter have the same.
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
    let indices = outputs.indices.map {
      Array(0..<common) + (common + $0 * own..<common + ($0 + 1) * own)
    }
    shared = 0..<(common == 0 ? 0 : ranges[common - 1].upperBound)
    heads = indices.map { ranges[$0[common]].lowerBound..<ranges[$0[body.count + 1]].upperBound }
    copies = indices.map { ranges[$0[common]].lowerBound..<ranges[$0[body.count]].lowerBound }
    hiddenWeights = indices.map { ranges[$0[encoder.parameters.count]] }
    models = indices.map { $0.map { buffer.parameters[$0] } }
    self.buffer = buffer
    self.hidden = hidden
    self.encoder = encoder
  }

  /// Returns the hidden features of a batch for a task's head, `[examples, hidden]`.
  ///
  /// - Parameter dropout: The dropout of a training step; none in evaluation.
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

  /// Returns the outputs of a task's head for features, `[examples, outputs]`.
  func outputs(of features: Tensor, task: Int) throws -> Tensor {
    let p = models[task].suffix(2)
    return try features.affine(p[p.startIndex], p[p.startIndex + 1])
  }
}
