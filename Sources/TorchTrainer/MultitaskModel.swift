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

  /// The parameters in the order of the buffer.
  let layout: ParameterLayout

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
  convenience init(
    encoder: any SentenceEncoder, hidden: Int, outputs: [Int], sharing: ParameterSharing,
    device: Device, streams: RandomStreams
  ) throws {
    let layout = ParameterLayout(
      encoder: encoder, hidden: hidden, outputs: outputs, sharing: sharing)
    try self.init(encoder: encoder, hidden: hidden, layout: layout, device: device) { index in
      layout.specifications[index].initialNumbers(
        using: streams.stream("initial-weights", layout.streams[index]))
    }
  }

  /// Creates a model with given values.
  ///
  /// - Parameters:
  ///   - encoder: The encoder of examples.
  ///   - hidden: The number of elements of the hidden layer.
  ///   - layout: The parameters of the encoder, the hidden layer and the heads.
  ///   - device: The device of the model.
  ///   - numbers: Gives the values of a parameter, by its index in the layout.
  init(
    encoder: any SentenceEncoder, hidden: Int, layout: ParameterLayout, device: Device,
    numbers: (Int) throws -> [Float]
  ) throws {
    let buffer = try ParameterBuffer(shapes: layout.specifications.map(\.shape), on: device)
    for (index, range) in buffer.ranges.enumerated() {
      try buffer.setNumbers(numbers(index), at: range.lowerBound)
    }
    let (common, body) = (layout.shared, layout.shared + layout.own - 2)
    let ranges = buffer.ranges
    let indices = (0..<layout.tasks).map(layout.parameters)
    shared = 0..<(common == 0 ? 0 : ranges[common - 1].upperBound)
    heads = indices.map { ranges[$0[common]].lowerBound..<ranges[$0[body + 1]].upperBound }
    copies = indices.map { ranges[$0[common]].lowerBound..<ranges[$0[body]].lowerBound }
    self.layout = layout
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

  /// The number of examples of an evaluation batch; larger batches of long sentences exceed the cache.
  private static let evaluationBatch = 64

  /// Returns the outputs of a task's head for examples in their order, `[examples × outputs]`.
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - task: The task.
  ///   - batch: Gives the batch of some examples.
  func outputs(
    ofExamples count: Int, task: Int, batch: ([Int]) throws -> SentenceBatch
  ) throws -> [Double] {
    var outputs: [Double] = []
    try TensorEngine.withoutDerivatives {
      for start in stride(from: 0, to: count, by: Self.evaluationBatch) {
        let chosen = Array(start..<min(start + Self.evaluationBatch, count))
        let features = try self.features(of: batch(chosen), task: task)
        outputs += try self.outputs(of: features, task: task).numbers().map(Double.init)
      }
    }
    return outputs
  }
}
