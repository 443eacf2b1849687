import Tensors
import Testing

@Suite struct GradientReversalTests {
  private let numbers: [Float] = [0.3, -1.2, 2]

  /// The gradient of a weighted sum of squares of the hyperbolic tangent of a tensor, or of its reversal.
  private func gradient(reversedBy factor: Double?) throws -> [Float] {
    let leaf = try Tensor(numbers, shape: [3], differentiable: true)
    let made = try leaf.tanh()
    let read = try factor.map { try made.reversed(by: $0) } ?? made
    try (read * read).sum().backward()
    return try leaf.gradient().numbers()
  }

  @Test func theNumbersStayAsTheyAre() throws {
    #expect(try Tensor(numbers, shape: [3]).reversed(by: 0.7).numbers() == numbers)
  }

  /// That the gradient without reversal is that of central differences is another test's.
  @Test(arguments: [1, 0.25, 0])
  func theGradientIsTurnedRoundAndMultiplied(factor: Double) throws {
    let plain = try gradient(reversedBy: nil)
    #expect(plain.allSatisfy { $0 != 0 })
    #expect(try gradient(reversedBy: factor) == plain.map { Float(-factor) * $0 })
  }

  @Test func whatReadsTheReversalHasItsOwnGradient() throws {
    let read = try Tensor(numbers, shape: [3], differentiable: true)
    let made = try Tensor([1, 2, 3], shape: [3], differentiable: true)
    try (made.reversed() * read).sum().backward()
    #expect(try read.gradient().numbers() == [1, 2, 3])
    #expect(try made.gradient().numbers() == numbers.map { -$0 })
  }
}
