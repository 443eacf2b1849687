import Tensors
import Testing

@Suite struct TensorTests {
  @Test func keepsItsNumbersAndShape() throws {
    let tensor = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(tensor.shape == [2, 3])
    #expect(tensor.count == 6)
    #expect(try tensor.numbers() == [1, 2, 3, 4, 5, 6])
  }
}
