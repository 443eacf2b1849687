import GSLNumerics
import NumericalChecks
import Testing

@testable import GaussianProcesses

@Suite struct TargetTransformTests {
  private static let targets: [Double] = [3.4, 3.6, 3.9, 4.1, 4.4, 4.8, 5, 60]

  @Test(arguments: [-2, 0, 0.4, 1, 1.6, 3.5])
  func everyTransformBelongsToAFiniteTarget(exponent: Double) {
    let transform = TargetTransform(
      scale: TransformUnits.lowerQuartile.scale(of: Self.targets),
      power: PowerTransform(exponent: exponent), of: Self.targets)
    let own = transform.transformed(Self.targets)
    #expect(isClose(transform.restored(own), Self.targets, relative: 1e-10))
    let wide = stride(from: -200.0, through: 200, by: 0.5).map { $0 }
    let restored = transform.restored(wide)
    let isFinite = restored.allSatisfy { $0.isFinite }
    #expect(isFinite)
    let isIncreasing = zip(restored, restored.dropFirst()).allSatisfy { $0 < $1 }
    #expect(isIncreasing)
    let near = stride(from: -40.0, through: 160, by: 1).map { $0 }
    #expect(
      isClose(transform.restored(transform.transformed(near)), near, relative: 1e-6, absolute: 1e-6)
    )
  }

  @Test func aFenceChangesOnlyWhatIsFarAboveTheOthers() throws {
    let fence = try #require(OutlierFence(of: Self.targets))
    let fenced = fence.transformed(Self.targets)
    #expect(Array(fenced.prefix(7)) == Array(Self.targets.prefix(7)))
    #expect(fenced[7] > 6 && fenced[7] < 12)
    #expect(isClose(fence.restored(fenced), Self.targets))
    #expect(fence.transformed([1e100])[0] < 20)
    #expect(OutlierFence(of: [1, 1, 1, 1, 1, 1, 9]) == nil)
    #expect(OutlierFence(of: [1, 2, 3, 100]) == nil)
  }
}
