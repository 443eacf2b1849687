import GSLNumerics
import Testing

@Suite struct SobolSequenceTests {
  /// Of 2ᵐ points of a net every interval of length 2⁻ᵐ holds one; the shift moves each edge, so that
  /// it may hold one more or less.
  @Test(arguments: [1, 2, 5, 40])
  func everyCoordinateIsSpreadEvenly(dimension: Int) {
    var sequence = SobolSequence(dimension: dimension, using: RandomStream(seed: 3))
    let points = (0..<64).map { _ in sequence.next() }
    for coordinate in 0..<dimension {
      var counts = [Int](repeating: 0, count: 8)
      for point in points { counts[Int(point[coordinate] * 8)] += 1 }
      #expect(counts.allSatisfy { (6...10).contains($0) })
    }
  }

  @Test func pairsOfCoordinatesAreSpreadMoreEvenlyThanRandomOnes() {
    let stream = RandomStream(seed: 5)
    var sequence = SobolSequence(dimension: 2, using: stream)
    func unevenness(_ points: [[Double]]) -> Int {
      var counts = [Int](repeating: 0, count: 64)
      for point in points { counts[Int(point[0] * 8) * 8 + Int(point[1] * 8)] += 1 }
      return counts.reduce(0) { $0 + ($1 - 4) * ($1 - 4) }
    }
    let sobol = unevenness((0..<256).map { _ in sequence.next() })
    let random = unevenness((0..<256).map { _ in [stream.uniform(), stream.uniform()] })
    #expect(sobol * 2 < random)
  }

  @Test func theShiftComesFromTheStream() {
    func first(_ seed: UInt64) -> [Double] {
      var sequence = SobolSequence(dimension: 3, using: RandomStream(seed: seed))
      return sequence.next()
    }
    #expect(first(1) == first(1))
    #expect(first(1) != first(2))
  }

  @Test func pointsOfManyDimensionsAreInTheUnitCube() {
    var sequence = SobolSequence(dimension: 100, using: RandomStream(seed: 1))
    for _ in 0..<10 {
      let point = sequence.next()
      #expect(point.count == 100 && point.allSatisfy { $0 >= 0 && $0 < 1 })
    }
  }
}
