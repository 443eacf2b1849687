import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct TargetScaleTests {
  @Test func targetsGetMeanZeroAndVarianceOne() {
    let targets = [1.0, 2, 3, 6]
    let scale = TargetScale(standardising: targets)
    let standard = targets.map(scale.standardised)
    #expect(isClose(standard.reduce(0, +), 0, absolute: 1e-12))
    #expect(isClose(standard.reduce(0) { $0 + $1 * $1 }, 4))
  }

  @Test func aConstantIsOnlyShifted() {
    #expect(TargetScale(standardising: [4, 4, 4]) == TargetScale(shift: 4, scale: 1))
    #expect(TargetScale(standardising: [4]) == TargetScale(shift: 4, scale: 1))
    #expect(TargetScale(standardising: []) == .identity)
  }

  @Test(arguments: [1e-200, 1e200, 1e300])
  func targetsOfAnySizeAreStandardised(size: Double) {
    let targets = [-size, size, 1.5 * size]
    let standard = targets.map(TargetScale(standardising: targets).standardised)
    #expect(isClose(standard.reduce(0) { $0 + $1 * $1 }, 3, relative: 1e-10))
  }
}
