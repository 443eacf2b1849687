import GSLNumerics
import Tensors

/// Every function of the engine that computes, forward and backward, on the tokens of a batch of sentences.
struct TensorOperations {
  private let tokens: Int
  private let hidden: Int
  private let batch: [Int]

  /// The first token of each sentence and the end of the last; the first sentence is empty.
  private let offsets: [Int32]

  private let segments: Segments

  /// Every token, in another order.
  private let shuffled: [Int32]

  /// Creates the operations on batches.
  ///
  /// - Parameters:
  ///   - tokens: The number of tokens, a power of two.
  ///   - hidden: The numbers of a token, a multiple of 12.
  init(tokens: Int, hidden: Int) {
    (self.tokens, self.hidden, batch) = (tokens, hidden, [tokens, hidden])
    offsets = (0..<15).reduce(into: [0, 0]) { offsets, sentence in
      offsets.append(
        min(offsets[offsets.count - 1] + Int32(16 + 37 * sentence % 96), Int32(tokens)))
    }
    segments = Segments(offsets: offsets)
    shuffled = (0..<Int32(tokens)).map { $0 * 37 % Int32(tokens) }
  }

  /// The comparisons, by the functions' names in the engine.
  var comparisons: [DeviceComparison] {
    elements + products + reductions + rows + [gradientNorm, optimiserStep]
  }

  private var elements: [DeviceComparison] {
    [
      operation("add", batch, [hidden]) { try $0[0] + $0[1] },
      operation("subtract", batch, batch) { try $0[0] - $0[1] },
      operation("multiply", batch, [tokens, 1]) { try $0[0] * $0[1] },
      operation("divide", batch, batch) { try $0[0] / ($0[1] * $0[1]).exp() },
      operation("scale", batch) { try $0[0] * -1.5 },
      operation("relu", batch) { try $0[0].relu() },
      operation("gelu", batch) { try $0[0].gelu() },
      operation("tanh", batch) { try $0[0].tanh() },
      operation("exp", batch) { try $0[0].exp() },
      operation("log", batch) { try $0[0].exp().log() },
      operation("abs", batch) { try $0[0].absolute() },
      operation("masked", batch, batch) { try $0[0].masked(by: $0[1].relu(), with: -2) },
      operation("dropout", batch) { try $0[0].dropout(0.1, seed: 7) },
      operation("reverse_gradient", batch) { try $0[0].reversed(by: 0.5) },
    ]
  }

  private var products: [DeviceComparison] {
    [
      operation("matmul", batch, [hidden, hidden]) { try $0[0].times($0[1]) },
      operation("affine", batch, [hidden, 4 * hidden], [4 * hidden]) {
        try $0[0].affine($0[1], $0[2])
      },
      operation("linear", batch, [4 * hidden, hidden], [4 * hidden]) {
        try $0[0].linear($0[1], $0[2])
      },
      operation("reshape", batch) { try $0[0].reshaped([hidden, -1]) },
      operation("transpose", batch) { try $0[0].transposed(0, 1) },
      operation("narrow", batch) { try $0[0].narrowed(to: 1..<tokens / 2, along: 0) },
      operation("concatenate", batch, batch) { try Tensor.concatenated($0, along: 1) },
    ]
  }

  private var reductions: [DeviceComparison] {
    [
      operation("sum", batch) { try ($0[0] * $0[0]).sum() },
      operation("mean", batch) { try ($0[0] * $0[0]).mean() },
      operation("sum_along", batch) { try $0[0].sum(along: 0) },
      operation("mean_along", batch) { try $0[0].mean(along: -1) },
      operation("maximum_along", batch) { try $0[0].maximum(along: 1) },
      operation("softmax", batch) { try $0[0].softmax(along: 1) },
      operation("log_softmax", batch) { try $0[0].logSoftmax(along: 1) },
      operation("layer_norm", batch, [hidden], [hidden]) {
        try $0[0].layerNormalised($0[1], $0[2], epsilon: 1e-12)
      },
      operation("cross_entropy", batch) {
        try $0[0].crossEntropy(shuffled.map { $0 % Int32(hidden) })
      },
      operation("squared_error", batch, batch) { try $0[0].squaredError($0[1]) },
    ]
  }

  private var rows: [DeviceComparison] {
    [
      operation("rows", batch) { try $0[0].rows(shuffled.map { $0 / 2 }) },
      operation("row_groups", batch) { try $0[0].groupMeans(of: shuffled, offsets: offsets) },
      operation("segment_maximum", batch) { try $0[0].segmentMaxima(offsets: offsets) },
      operation("attention", batch, batch, batch) {
        try Tensor.attention(
          queries: $0[0], keys: $0[1], values: $0[2], querySegments: segments,
          keySegments: segments.ordered((0..<segments.count).reversed()), scale: 0.05)
      },
      operation("self_attention", [tokens, 3 * hidden]) {
        try $0[0].selfAttention(offsets: offsets, heads: 12)
      },
    ]
  }

  private func operation(
    _ name: String, _ shapes: [Int]..., of evaluate: @escaping ([Tensor]) throws -> Tensor
  ) -> DeviceComparison {
    DeviceComparison(name: name, tolerance: 1e-4) { path, repetitions in
      try path.run {
        let inputs = try ParameterBuffer(shapes: shapes, on: path.device)
        try inputs.setNumbers(numbers(inputs.count, "inputs"), at: 0)
        var output = try evaluate(inputs.parameters)
        // A weighted sum, so that every element has a derivative of its own.
        let weights = try Tensor(numbers(output.count, "weights"), shape: output.shape)
          .moved(to: path.device)
        return try DeviceMeasurement(repetitions: repetitions) {
          output = try evaluate(inputs.parameters)
          try (output * weights).sum().backward()
        } waiting: {
          _ = try inputs.gradientNumbers(in: 0..<1)
        } numbers: {
          [try output.numbers()] + (try inputs.ranges.map { try inputs.gradientNumbers(in: $0) })
        }
      }
    }
  }

  private var gradientNorm: DeviceComparison {
    DeviceComparison(name: "sum_of_squares", tolerance: 1e-4) { path, repetitions in
      try path.run {
        let buffer = try ParameterBuffer(shapes: [batch], on: path.device)
        try buffer.setGradients(numbers(buffer.count, "gradients"), at: 0)
        var norm = 0.0
        return try DeviceMeasurement(repetitions: repetitions) {
          norm = try buffer.gradientNorm(in: buffer.ranges)
        } waiting: {
        } numbers: {
          [[Float(norm)]]
        }
      }
    }
  }

  private var optimiserStep: DeviceComparison {
    DeviceComparison(name: "adamw", tolerance: 1e-4) { path, repetitions in
      try path.run {
        let buffer = try ParameterBuffer(shapes: [batch], on: path.device)
        let moments = try AdamWMoments(count: buffer.count, on: path.device)
        try buffer.setNumbers(numbers(buffer.count, "values"), at: 0)
        try buffer.setGradients(numbers(buffer.count, "gradients"), at: 0)
        let all = 0..<buffer.count
        return try DeviceMeasurement(repetitions: repetitions) {
          try buffer.update(all, by: AdamW(learningRate: 0.01), moments: moments)
        } waiting: {
          _ = try buffer.numbers(in: 0..<1)
        } numbers: {
          let means = try moments.numbers()
          return [try buffer.numbers(in: all), means.first, means.second]
        }
      }
    }
  }

  /// Standard normal numbers, the same for every way.
  private func numbers(_ count: Int, _ label: String) -> [Float] {
    let stream = RandomStreams(seed: 1).stream(label)
    return (0..<count).map { _ in Float(stream.normal()) }
  }
}
