import Foundation
import Tensors
import Testing

private func expectClose(
  _ actual: [Float], _ expected: [Float], tolerance: Float = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == expected.count, sourceLocation: sourceLocation)
  for (a, b) in zip(actual, expected) {
    #expect(abs(a - b) <= tolerance * max(1, abs(b)), sourceLocation: sourceLocation)
  }
}

@Suite struct OperationTests {
  // python3 -c "from math import *; x=0.7; print(x*0.5*(1+erf(x/sqrt(2))), tanh(x))"
  @Test func elementsHaveKnownValues() throws {
    let x = try Tensor([0.7], shape: [1])
    expectClose(try x.gelu().numbers(), [0.530625380])
    expectClose(try x.tanh().numbers(), [0.604367777])
    expectClose(try Tensor([-1, 0, 2], shape: [3]).relu().numbers(), [0, 0, 2])
    expectClose(try Tensor([-1, 0, 2], shape: [3]).absolute().numbers(), [1, 0, 2])
  }

  // torch 2.13: F.layer_norm(tensor([[1.,2,4]]), (3,), tensor([1.,2,3]), tensor([.5,0,0]), 1e-5)
  @Test func layerNormalisationHasKnownValues() throws {
    let rows = try Tensor([1, 2, 4], shape: [1, 3])
    let normalised = try rows.layerNormalised(
      Tensor([1, 2, 3], shape: [3]), Tensor([0.5, 0, 0], shape: [3]), epsilon: 1e-5)
    expectClose(try normalised.numbers(), [-0.5690414, -0.5345206, 4.008905])
  }

  // torch 2.13, for rows sin(0), sin(1), ... of 24 numbers:
  // F.scaled_dot_product_attention(*[x.view(-1, 3, 2, 4)[:, i].transpose(0, 1) for i in range(3)])
  @Test func selfAttentionHasKnownValues() throws {
    let rows = try Tensor((0..<72).map { Float(sin(Double($0))) }, shape: [3, 24])
    let attended = try rows.selfAttention(offsets: [0, 3], heads: 2).numbers()
    expectClose(
      Array(attended[8..<16]),
      [0.7746045, 0.4596096, -0.2779482, -0.7599617, -0.4080951, 0.2650129, 0.6944693, 0.4854338])
    // A segment alone gives what it gives beside others, and the path that keeps nothing the same.
    let parts = try rows.selfAttention(offsets: [0, 1, 3], heads: 2).numbers()
    let last = try rows.narrowed(to: 1..<3, along: 0).selfAttention(offsets: [0, 2], heads: 2)
    #expect(try Array(parts[8...]) == last.numbers())
    let recorded = try Tensor(rows.numbers(), shape: [3, 24], differentiable: true)
    #expect(try recorded.selfAttention(offsets: [0, 3], heads: 2).numbers() == attended)
  }

  @Test func linearIsAffineWithWeightsTurned() throws {
    let rows = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    let weights = try Tensor([1, 0, -1, 2, 1, 0.5], shape: [2, 3])
    let bias = try Tensor([10, 20], shape: [2])
    #expect(
      try rows.linear(weights, bias).numbers()
        == rows.affine(weights.transposed(0, 1), bias).numbers())
  }

  // python3 -c "from scipy.special import *; x=[1,2,4]; print(softmax(x), log_softmax(x))"
  @Test func softmaxHasKnownValues() throws {
    let x = try Tensor([1, 2, 4], shape: [3])
    expectClose(try x.softmax(along: 0).numbers(), [0.04201007, 0.1141952, 0.84379473])
    expectClose(try x.logSoftmax(along: 0).numbers(), [-3.16984602, -2.16984602, -0.16984602])
    let huge = try Tensor([1e30, 0], shape: [2])
    expectClose(try huge.softmax(along: 0).numbers(), [1, 0])
  }

  // python3 -c "from scipy.special import log_softmax as l; print(-(l([1,2,4])[2]+l([0,0,1])[0])/2)"
  @Test func lossesHaveKnownValues() throws {
    let logits = try Tensor([1, 2, 4, 0, 0, 1], shape: [2, 3])
    expectClose([try logits.crossEntropy([2, 0]).item()], [0.860645391])
    let a = try Tensor([1, 2, 3], shape: [3])
    expectClose([try a.squaredError(Tensor([2, 2, 5], shape: [3])).item()], [5.0 / 3])
  }

  @Test func maskedElementsTakeTheNumber() throws {
    let x = try Tensor([1, 2, 3, 4], shape: [2, 2])
    let mask = try Tensor([1, 0], shape: [2])
    #expect(try x.masked(by: mask, with: -9).numbers() == [1, -9, 3, -9])
  }

  @Test func rowsAreProductsWithOneHotRows() throws {
    let table = try Tensor((0..<12).map { Float($0) }, shape: [4, 3])
    let chosen: [Int32] = [3, 0, 3]
    let oneHot: [Float] = chosen.flatMap { row in (0..<4).map { Int32($0) == row ? 1 : 0 } }
    #expect(
      try table.rows(chosen).numbers() == Tensor(oneHot, shape: [3, 4]).times(table).numbers())
  }

  @Test func groupsAreSummedAveragedAndMaximised() throws {
    let table = try Tensor([1, 10, 2, 20, 6, 3], shape: [3, 2])
    let offsets: [Int32] = [0, 2, 2, 3]
    #expect(try table.groupSums(offsets: offsets).numbers() == [3, 30, 0, 0, 6, 3])
    #expect(try table.groupMeans(offsets: offsets).numbers() == [1.5, 15, 0, 0, 6, 3])
    #expect(try table.segmentMaxima(offsets: offsets).numbers() == [2, 20, 0, 0, 6, 3])
    #expect(
      try table.groupSums(of: [2, 2, 0], offsets: offsets).numbers() == [12, 6, 0, 0, 1, 10])
  }

  /// Attention over segments against LibTorch's products and softmax, segment by segment.
  @Test(arguments: [1, 3, 8, 40, 70])
  func attentionIsASoftmaxOfProducts(depth: Int) throws {
    let offsets: [Int32] = [0, 3, 8, 8, 9]
    let order = [1, 0, 3, 1]
    func tensor(_ columns: Int, _ start: Int) throws -> Tensor {
      try Tensor(
        (0..<9 * columns).map { Float(($0 + start) * 29 % 53) / 53 - 0.4 }, shape: [9, columns])
    }
    let (queries, keys, values) = (
      try tensor(depth, 1), try tensor(depth, 2), try tensor(depth + 1, 3)
    )
    let segments = Segments(offsets: offsets)
    let attended = try Tensor.attention(
      queries: queries, keys: keys, values: values, querySegments: segments,
      keySegments: segments.ordered(order), scale: 0.9
    ).numbers()
    var expected: [Float] = []
    for segment in 0..<4 {
      func part(_ tensor: Tensor, _ segment: Int) throws -> Tensor {
        try tensor.narrowed(
          to: Int(offsets[segment])..<Int(offsets[segment + 1]), along: 0)
      }
      let products = try part(queries, segment).times(
        part(keys, order[segment]).transposed(0, 1))
      expected += try (products * 0.9).softmax(along: 1).times(part(values, order[segment]))
        .numbers()
    }
    expectClose(attended, expected, tolerance: 1e-5)
  }

  @Test func aSentenceWithoutWordsIsZeroToAttention() throws {
    let rows = try Tensor([1, 2], shape: [2, 1])
    let result = try Tensor.attention(
      queries: rows, keys: rows, values: rows, querySegments: Segments(offsets: [0, 1, 1]),
      keySegments: Segments(offsets: [0, 2, 2]).ordered([1, 0]), scale: 1)
    #expect(try result.numbers() == [0, 0], "no keys, and a query in no segment")
  }
}
