import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct TargetScaleTests {
  @Test func targetsGetMeanZeroAndVarianceOne() {
    let targets = [1.0, 2, 3, 6]
    let scale = Standardizer(standardising: targets)
    let standard = targets.map(scale.standardised)
    #expect(isClose(standard.reduce(0, +), 0, absolute: 1e-12))
    #expect(isClose(standard.reduce(0) { $0 + $1 * $1 }, 4))
  }

  @Test func aConstantIsOnlyShifted() {
    #expect(Standardizer(standardising: [4, 4, 4]) == Standardizer(shift: 4, scale: 1))
    #expect(Standardizer(standardising: [4]) == Standardizer(shift: 4, scale: 1))
    #expect(Standardizer(standardising: []) == .identity)
  }

  @Test func centredTargetsKeepTheirUnits() {
    let targets = [1.0, 2, 3, 6]
    #expect(TargetScaling.centred.scale(of: targets) == Standardizer(shift: 3, scale: 1))
    #expect(
      TargetScaling.standardised.scale(of: targets) == Standardizer(standardising: targets))
  }

  @Test(arguments: [1e-200, 1e200, 1e300])
  func targetsOfAnySizeAreStandardised(size: Double) {
    let targets = [-size, size, 1.5 * size]
    let standard = targets.map(Standardizer(standardising: targets).standardised)
    #expect(isClose(standard.reduce(0) { $0 + $1 * $1 }, 3, relative: 1e-10))
  }

  @Test func lowUnitsBeginAtTheLeastTargetAndEndAtTheLowerQuartile() {
    let targets = [9.0, 1, 100, 5, 3]
    #expect(TransformUnits.lowerQuartile.scale(of: targets) == Standardizer(shift: 1, scale: 2))
    for targets in [[], [4], [1, 1, 1, 1, 8], [-1e308, 1e308, 1e308, 1e308, 1e308]] {
      #expect(
        TransformUnits.lowerQuartile.scale(of: targets) == Standardizer(standardising: targets))
    }
    #expect(
      TransformUnits.standard.scale(of: targets) == Standardizer(standardising: targets))
  }
}
