import Tensors
import Testing

@Suite struct ContractionTests {
  private func contracted(_ ranges: [Range<Int>], keeping share: Double) throws -> [Float] {
    let buffer = try ParameterBuffer(shapes: [[6]])
    try buffer.setNumbers([1, 2, 3, 5, 8, 9], at: 0)
    try buffer.contract(ranges, keeping: share)
    return try buffer.numbers(in: 0..<6)
  }

  @Test func rangesGoTowardsTheirMeanAndTheRestStays() throws {
    #expect(try contracted([0..<2, 3..<5], keeping: 0.5) == [2, 3.5, 3, 4, 6.5, 9])
    #expect(try contracted([0..<2, 2..<4, 4..<6], keeping: 0).suffix(2) == [4, 16 / 3.0])
    #expect(try contracted([0..<3, 3..<6], keeping: 1) == [1, 2, 3, 5, 8, 9])
  }

  @Test func oneRangeAndEmptyOnesStay() throws {
    #expect(try contracted([1..<4], keeping: 0) == [1, 2, 3, 5, 8, 9])
    #expect(try contracted([0..<0, 2..<2], keeping: 0) == [1, 2, 3, 5, 8, 9])
    #expect(try contracted([], keeping: 0) == [1, 2, 3, 5, 8, 9])
  }

  @Test func longRangesAreTakenToTheirEnd() throws {
    let count = 10_001
    let buffer = try ParameterBuffer(shapes: [[2 * count]])
    try buffer.setNumbers((0..<2 * count).map { Float($0 % 7) }, at: 0)
    try buffer.contract([0..<count, count..<2 * count], keeping: 0)
    let expected = (0..<count).map { (Float($0 % 7) + Float(($0 + count) % 7)) / 2 }
    #expect(try buffer.numbers(in: 0..<count) == expected)
    #expect(try buffer.numbers(in: count..<2 * count) == expected)
  }
}
