import Tensors
import Testing

@Suite struct TensorTests {
  @Test func keepsItsNumbersAndShape() throws {
    let tensor = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(tensor.shape == [2, 3])
    #expect(tensor.count == 6)
    #expect(try tensor.numbers() == [1, 2, 3, 4, 5, 6])
    #expect(try tensor.transposed(0, 1).numbers() == [1, 4, 2, 5, 3, 6])
  }

  @Test func holdsASingleNumberAndNone() throws {
    #expect(try Tensor([2.5], shape: []).item() == 2.5)
    let empty = try Tensor([], shape: [0, 3])
    #expect(empty.shape == [0, 3])
    #expect(try empty.numbers() == [])
    #expect(try empty.sum().item() == 0)
  }

  @Test func gradientsAddUpOverCallsOfBackward() throws {
    let x = try Tensor([3], shape: [1], differentiable: true)
    #expect(try x.gradient().numbers() == [0])
    try (x * x).sum().backward()
    #expect(try x.gradient().numbers() == [6])
    try (x * x).sum().backward()
    #expect(try x.gradient().numbers() == [12])
  }

  @Test func aDetachedTensorStopsDerivatives() throws {
    let x = try Tensor([3], shape: [1], differentiable: true)
    try (x * x.detached()).sum().backward()
    #expect(try x.gradient().numbers() == [3])
  }

  @Test func nothingIsRecordedWithoutDerivatives() throws {
    let x = try Tensor([3], shape: [1], differentiable: true)
    let silent = try TensorEngine.withoutDerivatives { try (x * x).sum() }
    #expect(throws: TensorError.self) { try silent.backward() }
    struct Interruption: Error {}
    #expect(throws: Interruption.self) {
      try TensorEngine.withoutDerivatives { throw Interruption() }
    }
    try (x * x).sum().backward()
    #expect(try x.gradient().numbers() == [6], "recording is on again, after a throw too")
  }

  @Test func aMisfitOfShapesIsAnErrorThatNamesThem() throws {
    let (a, b) = (try Tensor([1, 2], shape: [2]), try Tensor([1, 2, 3], shape: [3]))
    let error = #expect(throws: TensorError.self) { try a + b }
    #expect(error?.operation == "+")
    #expect(error?.message.contains("must match") == true)
    #expect(error?.description.hasPrefix("+ failed: ") == true)
    #expect(throws: TensorError.self) { try a.reshaped([3]) }
    #expect(throws: TensorError.self) { try a.times(b) }
    #expect(throws: TensorError.self) { try Tensor.concatenated([], along: 0) }
  }

  @Test func aRowOrALabelOutsideIsAnError() throws {
    let table = try Tensor([1, 2, 3, 4], shape: [2, 2])
    for rows in [[2], [-1], [0, 1, 7]] as [[Int32]] {
      #expect(throws: TensorError.self) { try table.rows(rows) }
    }
    #expect(throws: TensorError.self) { try table.groupSums(of: [0, 5], offsets: [0, 2]) }
    #expect(throws: TensorError.self) { try table.groupSums(offsets: [0, 3]) }
    #expect(throws: TensorError.self) { try table.groupMeans(offsets: [0, 2, 1, 2]) }
    #expect(throws: TensorError.self) { try table.crossEntropy([0, 2]) }
    #expect(throws: TensorError.self) { try table.crossEntropy([0]) }
    #expect(throws: TensorError.self) { try table.dropout(1, seed: 1) }
  }

  @Test func statesAreReadBackExactly() throws {
    var writer = StateWriter()
    writer.append(-7)
    writer.append([0.1, -.infinity, .leastNonzeroMagnitude])
    writer.append(3)
    var reader = StateReader(writer.bytes)
    #expect(reader.integer() == -7)
    #expect(reader.floats(3) == [0.1, -.infinity, .leastNonzeroMagnitude])
    #expect(!reader.isAtEnd)
    #expect(reader.floats(3) == nil)
    #expect(reader.integer() == 3)
    #expect(reader.isAtEnd)
    #expect(reader.integer() == nil)
  }
}
