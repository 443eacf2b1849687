import Tensors
import Testing

/// An operation, and where its derivatives are compared with central differences.
struct GradientCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let shapes: [[Int]]
  let evaluate: @Sendable ([Tensor]) throws -> Tensor

  init(
    _ name: String, _ shapes: [Int]..., of evaluate: @escaping @Sendable ([Tensor]) throws -> Tensor
  ) {
    testDescription = name
    self.shapes = shapes
    self.evaluate = evaluate
  }
}

private let window = Segments(offsets: [0, 2, 2, 5])

let gradientCases: [GradientCase] = [
  GradientCase("+", [3, 4], [3, 4]) { try $0[0] + $0[1] },
  GradientCase("+ of a row to all", [3, 4], [4]) { try $0[0] + $0[1] },
  GradientCase("-", [3, 4], [3, 1]) { try $0[0] - $0[1] },
  GradientCase("*", [3, 4], [1, 4]) { try $0[0] * $0[1] },
  GradientCase("/", [3, 4], [3, 4]) { try $0[0] / $0[1] },
  GradientCase("* by a number", [5]) { try $0[0] * -1.5 },
  GradientCase("relu", [7]) { try $0[0].relu() },
  GradientCase("gelu", [7]) { try $0[0].gelu() },
  GradientCase("tanh", [7]) { try $0[0].tanh() },
  GradientCase("exp", [7]) { try $0[0].exp() },
  GradientCase("log", [7]) { try $0[0].absolute().log() },
  GradientCase("absolute", [7]) { try $0[0].absolute() },
  GradientCase("masked", [2, 3]) {
    try $0[0].masked(by: Tensor([1, 0, 1], shape: [3]), with: -2)
  },
  GradientCase("dropout", [4, 9]) { try $0[0].dropout(0.4, seed: 99) },
  GradientCase("reversed twice", [7]) { try $0[0].reversed(by: 0.5).tanh().reversed(by: 2) },
  GradientCase("times", [3, 4], [4, 2]) { try $0[0].times($0[1]) },
  GradientCase("times in a batch", [2, 3, 4], [2, 4, 2]) { try $0[0].times($0[1]) },
  GradientCase("affine", [3, 4], [4, 2], [2]) { try $0[0].affine($0[1], $0[2]) },
  GradientCase("linear", [3, 4], [2, 4], [2]) { try $0[0].linear($0[1], $0[2]) },
  GradientCase("layerNormalised", [3, 5], [5], [5]) {
    try $0[0].layerNormalised($0[1], $0[2], epsilon: 0.01)
  },
  GradientCase("selfAttention", [6, 18]) {
    try $0[0].selfAttention(offsets: [0, 2, 2, 5], heads: 2)
  },
  GradientCase("selfAttention, long and wide", [11, 108]) {
    try $0[0].selfAttention(offsets: [1, 11], heads: 1)
  },
  GradientCase("reshaped", [3, 4]) { try $0[0].reshaped([2, -1]) },
  GradientCase("transposed", [2, 3, 4]) { try $0[0].transposed(0, 2) },
  GradientCase("narrowed", [4, 3]) { try $0[0].narrowed(to: 1..<3, along: 0) },
  GradientCase("concatenated", [2, 3], [2, 1]) { try Tensor.concatenated($0, along: 1) },
  GradientCase("sum", [3, 4]) { try $0[0].sum() },
  GradientCase("mean", [3, 4]) { try $0[0].mean() },
  GradientCase("sum along", [3, 4]) { try $0[0].sum(along: 0) },
  GradientCase("mean along", [3, 4]) { try $0[0].mean(along: -1) },
  GradientCase("maximum along", [3, 4]) { try $0[0].maximum(along: 1) },
  GradientCase("softmax", [3, 4]) { try $0[0].softmax(along: 1) },
  GradientCase("logSoftmax", [3, 4]) { try $0[0].logSoftmax(along: 0) },
  GradientCase("rows", [4, 3]) { try $0[0].rows([2, 0, 2, 3, 2]) },
  GradientCase("rows, wide", [3, 19]) { try $0[0].rows([1, 1, 2]) },
  GradientCase("groupSums", [4, 3]) {
    try $0[0].groupSums(of: [2, 0, 2, 1], offsets: [0, 1, 1, 4])
  },
  GradientCase("groupMeans", [4, 9]) {
    try $0[0].groupMeans(of: [2, 0, 2, 1], offsets: [0, 1, 1, 4])
  },
  GradientCase("groupMeans of ranges", [5, 3]) { try $0[0].groupMeans(offsets: [0, 2, 2, 5]) },
  GradientCase("segmentMaxima", [5, 3]) { try $0[0].segmentMaxima(offsets: [0, 2, 2, 5]) },
  GradientCase("attention", [5, 3], [5, 3], [5, 2]) {
    try Tensor.attention(
      queries: $0[0], keys: $0[1], values: $0[2], querySegments: window,
      keySegments: window.ordered([2, 0, 0]), scale: 0.7)
  },
  GradientCase("attention of one tensor to itself, wide", [5, 37]) {
    try Tensor.attention(
      queries: $0[0], keys: $0[0], values: $0[0], querySegments: window, keySegments: window,
      scale: 0.1)
  },
  GradientCase("crossEntropy", [3, 4]) { try $0[0].crossEntropy([3, 0, 1]) },
  GradientCase("squaredError", [3, 2], [3, 2]) { try $0[0].squaredError($0[1]) },
]

/// Numbers that differ from each other and from zero by more than a difference's step.
func spread(_ count: Int, from start: Int) -> [Float] {
  (0..<count).map { index in
    let turn = Float((index + start) * 37 % 101) / 101
    return ((index + start) % 3 == 0 ? -1 : 1) * (0.25 + turn)
  }
}

@Suite struct GradientTests {
  @Test(arguments: gradientCases)
  func agreesWithCentralDifferences(_ operation: GradientCase) throws {
    let inputs = operation.shapes.enumerated().map { index, shape in
      spread(shape.reduce(1, *), from: 11 * index)
    }
    // A weighted sum of the outputs, so that no error of one hides behind another.
    func value(_ numbers: [[Float]]) throws -> (Tensor, [Tensor]) {
      let tensors = try zip(numbers, operation.shapes).map {
        try Tensor($0, shape: $1, differentiable: true)
      }
      let output = try operation.evaluate(tensors)
      let weights = try Tensor(spread(output.count, from: 5), shape: output.shape)
      return (try (output * weights).sum(), tensors)
    }
    let (total, tensors) = try value(inputs)
    try total.backward()
    let step: Float = 0.004
    for (index, tensor) in tensors.enumerated() {
      let gradient = try tensor.gradient().numbers()
      for element in inputs[index].indices {
        var (above, below) = (inputs, inputs)
        above[index][element] += step
        below[index][element] -= step
        let width = above[index][element] - below[index][element]
        let difference = try (value(above).0.item() - value(below).0.item()) / width
        // Single precision leaves about four digits of a difference.
        let tolerance = 0.003 * max(1, abs(difference))
        #expect(
          abs(gradient[element] - difference) < tolerance,
          "input \(index), element \(element): \(gradient[element]), not \(difference)")
      }
    }
  }

  /// The rows of a parameter are added to its gradient in place: another way through the code.
  @Test func aParameterGetsTheGradientThatAPlainTensorGets() throws {
    let buffer = try ParameterBuffer(shapes: [[3], [4, 5]])
    let numbers = spread(20, from: 2)
    try buffer.setNumbers(numbers, at: 3)
    let plain = try Tensor(numbers, shape: [4, 5], differentiable: true)
    for table in [plain, buffer.parameters[1]] {
      let rows = try table.rows([1, 3, 1])
      let groups = try table.groupMeans(of: [0, 1, 1], offsets: [0, 2, 2, 3])
      try ((rows * groups).sum() + table.squaredError(table * 2)).backward()
    }
    // The sums are taken in another order.
    for (a, b) in try zip(plain.gradient().numbers(), buffer.gradientNumbers(in: 3..<23)) {
      #expect(abs(a - b) < 1e-5)
    }
    #expect(try buffer.gradientNumbers(in: 0..<3) == [0, 0, 0])
  }
}
