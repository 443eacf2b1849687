import Testing

@testable import Tensors

/// What a GPU computes instead of our kernels, on the CPU, against the kernels.
@Suite struct CompositionTests {
  private struct Outcome {
    var output: [Float] = []
    var gradients: [[Float]] = []
  }

  private func outcome(of operation: GradientCase) throws -> Outcome {
    let inputs = try operation.shapes.enumerated().map { index, shape in
      try Tensor(
        spread(shape.reduce(1, *), from: 11 * index), shape: shape, differentiable: true)
    }
    let output = try operation.evaluate(inputs)
    try (output * Tensor(spread(output.count, from: 5), shape: output.shape)).sum().backward()
    return Outcome(
      output: try output.numbers(), gradients: try inputs.map { try $0.gradient().numbers() })
  }

  @Test(arguments: gradientCases + edgeCases)
  func aCompositionIsItsKernel(_ operation: GradientCase) throws {
    let kernel = try outcome(of: operation)
    let composition = try TensorEngine.withoutKernels { try outcome(of: operation) }
    #expect(kernel.output.count == composition.output.count)
    for (a, b) in zip(
      [kernel.output] + kernel.gradients, [composition.output] + composition.gradients)
    {
      #expect(zip(a, b).allSatisfy { abs($0 - $1) <= 2e-6 * max(1, abs($0)) }, "\(a), not \(b)")
    }
  }

  @Test(arguments: [1, 7 + 1 << 63] as [UInt64])
  func theMaskOfDropoutIsTheSame(seed: UInt64) throws {
    let ones = try Tensor(Array(repeating: 1, count: 50_000), shape: [50_000])
    let composition = try TensorEngine.withoutKernels { try ones.dropout(0.3, seed: seed) }
    #expect(try composition.numbers() == ones.dropout(0.3, seed: seed).numbers())
  }

  @Test func anOptimisersStepIsTheSame() throws {
    func parameters(_ steps: Int) throws -> (numbers: [Float], moments: [Float], norm: Double) {
      let buffer = try ParameterBuffer(shapes: [[3], [37]])
      try buffer.setNumbers(spread(40, from: 1), at: 0)
      let moments = try AdamWMoments(count: 37)
      let settings = AdamW(learningRate: 0.02, weightDecay: 0.3, epsilon: 1e-6)
      var norm = 0.0
      for step in 0..<steps {
        try buffer.setGradients(spread(40, from: 3 * step), at: 0)
        norm += try buffer.gradientNorm(in: [0..<2, 3..<40])
        try buffer.update(3..<40, by: settings, moments: moments, gradientScale: 0.5)
        #expect(try buffer.gradientNumbers(in: 3..<40).allSatisfy { $0 == 0 })
      }
      let means = try moments.numbers()
      return (try buffer.numbers(in: 0..<40), means.first + means.second, norm)
    }
    let kernel = try parameters(5)
    let composition = try TensorEngine.withoutKernels { try parameters(5) }
    #expect(abs(kernel.norm - composition.norm) < 1e-5)
    for (a, b) in zip(kernel.numbers + kernel.moments, composition.numbers + composition.moments) {
      #expect(abs(a - b) < 1e-6)
    }
  }

  @Test func aRowOutsideIsAnErrorToo() throws {
    let table = try Tensor([1, 2, 3, 4], shape: [2, 2])
    TensorEngine.withoutKernels {
      #expect(throws: TensorError.self) { try table.rows([2]) }
      #expect(throws: TensorError.self) { try table.groupSums(offsets: [0, 3]) }
      #expect(throws: TensorError.self) { try table.segmentMaxima(offsets: [0, 2, 1, 2]) }
      #expect(throws: TensorError.self) { try table.dropout(1, seed: 1) }
    }
  }

  @Test func aTensorMovedToWhereItIsStaysTheSame() throws {
    let tensor = try Tensor([1, 2], shape: [2])
    #expect(tensor.device == .cpu)
    #expect(try tensor.moved(to: .cpu) === tensor)
    #expect(Device.cpu.isAvailable)
  }

  @Test(.disabled(if: Device.gpu.isAvailable, "there is a GPU"))
  func aDeviceThatIsNotThereIsAnError() throws {
    let tensor = try Tensor([1, 2], shape: [2])
    #expect(throws: TensorError.self) { try tensor.moved(to: .gpu) }
    #expect(throws: TensorError.self) { try ParameterBuffer(shapes: [[2]], on: .gpu) }
  }
}

/// Empty tables, empty segments, rows in no segment, equal largest elements.
private let edgeCases: [GradientCase] = [
  GradientCase("groupSums of nothing", [0, 3]) { try $0[0].groupSums(offsets: [0, 0, 0]) },
  GradientCase("groupMeans of no groups", [2, 3]) { try $0[0].groupMeans(offsets: [0]) },
  GradientCase("segmentMaxima of nothing", [2, 3]) { try $0[0].segmentMaxima(offsets: [1, 1]) },
  GradientCase("segmentMaxima of equals", [4, 3]) {
    try $0[0].relu().segmentMaxima(offsets: [0, 3])
  },
  GradientCase("no rows", [2, 3]) { try $0[0].rows([]) },
  GradientCase("attention without keys", [4, 3], [2, 3]) {
    try Tensor.attention(
      queries: $0[0], keys: $0[1], values: $0[1], querySegments: Segments(offsets: [0, 2, 3]),
      keySegments: Segments(offsets: [0, 2, 2]).ordered([1, 0]), scale: 1)
  },
  GradientCase("selfAttention of nothing", [2, 6]) {
    try $0[0].selfAttention(offsets: [1, 1], heads: 1)
  },
]
