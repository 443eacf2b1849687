import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct ProductSpaceTests {
  private let space = ProductSpace(parts: [
    SimplexSpace(count: 3), BoxSpace([.logarithmic(1e-5...1e-1), .integer(1...4)]),
    SimplexSpace(count: 2),
  ])

  @Test func partsLieSideBySide() {
    #expect(space.dimension == 7 && space.featureCount == 7 && space.uniformCount == 5)
    let point = [0.25, 0.25, 0.5, 1e-3, 4, 1, 0]
    #expect(space.contains(point))
    #expect(space.split(point) == [[0.25, 0.25, 0.5], [1e-3, 4], [1, 0]])
    #expect(
      isClose(space.features(of: point), [0.5, 0.5, (0.5).squareRoot(), 0.5, 1, 1, 0]))
    #expect(!space.contains([0.25, 0.25, 0.5, 1e-3, 4.5, 1, 0]))
    #expect(!space.areSame(point, [0.25, 0.25, 0.5, 1e-4, 4, 1, 0]))
  }

  @Test func viewsAreAllCombinations() {
    let features = space.encodings.map { encoding in
      (encoding as? ProductSpace)?.parts.compactMap { ($0 as? SimplexSpace)?.features } ?? []
    }
    let each = SimplexSpace.Features.allCases
    #expect(features == each.flatMap { first in each.map { [first, $0] } })
  }

  @Test func sizesMultiply() {
    let ratios = IntegerRatioSpace(upperBounds: [2, 1, 1])
    let box = BoxSpace([.integer(0...4)])
    #expect(ProductSpace(parts: [ratios, box]).size == 35)
    #expect(ProductSpace(parts: [ratios, BoxSpace([0...1])]).size == nil)
    let large = BoxSpace([.integer(0...1 << 40)])
    #expect(ProductSpace(parts: [large, large]).size == nil)
  }

  /// Designs of the parts, made one by one, would be copies of each other but for a shift.
  @Test func designsFillTheSpaceTogether() {
    let square = ProductSpace(parts: [BoxSpace([0...1]), BoxSpace([0...1])])
    let points = square.design(count: 256, using: RandomStream(seed: 51))
    var counts = [Int](repeating: 0, count: 64)
    for point in points { counts[Int(point[0] * 8) * 8 + Int(point[1] * 8)] += 1 }
    // Independent points leave one in 55 squares empty.
    #expect(counts.allSatisfy { (1...9).contains($0) })
  }
}
