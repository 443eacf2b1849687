import Tensors
import Testing

@Suite struct DropoutTests {
  private func mask(_ probability: Double, seed: UInt64, count: Int = 100_000) throws -> [Float] {
    try Tensor(Array(repeating: 1, count: count), shape: [count])
      .dropout(probability, seed: seed).numbers()
  }

  @Test(arguments: [0.1, 0.5, 0.9], [1, 2, 0xffff_ffff_0000_0000] as [UInt64])
  func dropsTheShareAskedForAndScalesTheRest(probability: Double, seed: UInt64) throws {
    let mask = try mask(probability, seed: seed)
    let dropped = mask.count { $0 == 0 }
    #expect(Set(mask) == [0, Float(1 / (1 - Float(probability)))])
    // Five standard deviations of a binomial count of 100,000.
    let deviation = (100_000 * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(dropped) - 100_000 * probability) < 5 * deviation)
  }

  @Test func isAFunctionOfTheSeed() throws {
    #expect(try mask(0.5, seed: 7) == mask(0.5, seed: 7))
    #expect(try mask(0, seed: 7).allSatisfy { $0 == 1 })
  }

  /// Neighbouring seeds, and seeds that differ in either half, give masks that agree by chance alone;
  /// so do neighbouring elements.
  @Test(arguments: [8, 7 + 1 << 32, 6, 7 + 1 << 63] as [UInt64])
  func masksOfOtherSeedsAreUnrelated(other: UInt64) throws {
    let (a, b) = (try mask(0.5, seed: 7), try mask(0.5, seed: other))
    let agreements = zip(a, b).count { $0 == $1 }
    #expect(abs(agreements - 50_000) < 5 * 158, "five standard deviations")
    let repeats = zip(b, b.dropFirst()).count { $0 == $1 }
    #expect(abs(repeats - 50_000) < 5 * 158)
  }
}
