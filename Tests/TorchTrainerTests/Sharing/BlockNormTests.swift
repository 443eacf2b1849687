import GSLNumerics
import Testing
import TorchTrainer

@Suite struct BlockNormTests {
  private func shrunk(_ norm: BlockNorm, _ row: [Double], _ threshold: Double) -> [Double] {
    var row = row
    norm.shrink(&row, by: threshold)
    return row
  }

  @Test func theNormsAreTheirDefinitions() {
    let row = [3.0, -4, 0]
    #expect(BlockNorm.l2.value(of: row) == 5 && BlockNorm.l2.dual(of: row) == 5)
    #expect(BlockNorm.linf.value(of: row) == 4 && BlockNorm.linf.dual(of: row) == 7)
  }

  @Test func knownRowsShrinkToKnownOnes() {
    #expect(shrunk(.l2, [3, -4], 2.5) == [1.5, -2])
    // The projection of (3, −1, 0.5) on the ball of radius 2 is (2, 0, 0); of radius 3, (2.5, −0.5, 0).
    #expect(shrunk(.linf, [3, -1, 0.5], 2) == [1, -1, 0.5])
    #expect(shrunk(.linf, [3, -1, 0.5], 3) == [0.5, -0.5, 0.5])
  }

  /// With one task both are the soft threshold.
  @Test(arguments: BlockNorm.allCases)
  func aSingleElementIsCutByTheThreshold(norm: BlockNorm) {
    #expect(abs(shrunk(norm, [-3], 1)[0] + 2) < 1e-15)
    #expect(shrunk(norm, [0.5], 1) == [0])
  }

  @Test(arguments: BlockNorm.allCases)
  func rowsWithinTheDualBallBecomeZeroAndNoThresholdChangesNothing(norm: BlockNorm) {
    let row = [0.5, -1, 2.0]
    #expect(shrunk(norm, row, norm.dual(of: row)) == [0, 0, 0])
    #expect(shrunk(norm, row, norm.dual(of: row) * 0.999) != [0, 0, 0])
    #expect(shrunk(norm, row, 0) == row)
    #expect(shrunk(norm, [0, 0], 1) == [0, 0])
    #expect(shrunk(norm, [], 1).isEmpty)
  }

  /// w is the proximal point of v exactly if v − w has a dual norm of at most the threshold and ⟨v − w, w⟩
  /// is the threshold times the norm of w.
  @Test(arguments: BlockNorm.allCases)
  func whatIsTakenAwayIsASubgradient(norm: BlockNorm) {
    let stream = RandomStreams(seed: 1).stream("rows")
    for count in [1, 2, 5, 40] {
      for scale in [1e-150, 1, 1e100] {
        for _ in 0..<20 {
          let v = (0..<count).map { _ in scale * stream.normal() }
          let threshold = norm.dual(of: v) * stream.uniform()
          let w = shrunk(norm, v, threshold)
          let taken = zip(v, w).map { $0 - $1 }
          #expect(norm.dual(of: taken) <= threshold * (1 + 1e-12))
          let unit = w.map { $0 / norm.value(of: v) }
          let product = dot(taken.map { $0 / threshold }, unit)
          #expect(abs(product - norm.value(of: unit)) < 1e-12)
          #expect(w.contains { $0 != 0 })
        }
      }
    }
  }

  @Test func equalElementsStayEqualHoweverSmallTheThreshold() {
    let row = [Double](repeating: 0.1, count: 7)
    for threshold in [1e-300, 1e-17, 0.3] {
      let kept = shrunk(.linf, row, threshold)
      #expect(Set(kept).count == 1 && abs(kept[0] - (0.1 - threshold / 7)) < 1e-16)
    }
  }
}
