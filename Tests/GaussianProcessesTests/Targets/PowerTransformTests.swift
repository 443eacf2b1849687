import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct PowerTransformTests {
  private static let targets: [Double] = [-3, -0.4, 0, 0.7, 5]

  /// `scipy.stats.yeojohnson([-3, -.4, 0, .7, 5], lmbda=l)`, SciPy 1.17.1.
  @Test(
    arguments: [
      (-0.5, [-12.4, -0.5276413099900198, 0, 0.4660700223052591, 1.183503419072274]),
      (0.0, [-7.499999999999999, -0.48, 0, 0.5306282510621704, 1.791759469228055]),
      (0.5, [-4.666666666666665, -0.4376682261785951, 0, 0.6076809620810595, 2.898979485566356]),
      (1.0, [-3, -0.4, 0, 0.7, 5]),
      (2.0, [-1.3862943611198906, -0.33647223662121295, 0, 0.945, 17.5]),
      (2.5, [-1, -0.30969149054296685, 0, 1.1072395960828523, 34.87265229607775]),
    ] as [(Double, [Double])])
  func transformsAreSciPys(exponent: Double, expected: [Double]) {
    let transform = PowerTransform(exponent: exponent)
    #expect(isClose(transform.transformed(Self.targets), expected, relative: 1e-14))
    #expect(isClose(transform.restored(expected), Self.targets, relative: 1e-13))
  }

  /// The paper's cases meet at 0, 1 and 2.
  private static let exponents: [Double] = [-1.3, 0, 1e-14, 1e-5, 0.4, 1, 1.7, 2 - 1e-5, 2, 3.1]

  @Test(arguments: exponents)
  func slopesAreThoseOfDifferences(exponent: Double) {
    let transform = PowerTransform(exponent: exponent)
    let targets = Self.targets + [-1e-3, 1e-3]
    let slopes = transform.exponentSlopes(targets)
    let logJacobians = transform.logJacobians(targets)
    for (index, target) in targets.enumerated() {
      // At zero the second derivative jumps, and differences have half their digits.
      #expect(
        isGradient([exp(logJacobians[index])], at: [target], absolute: 1e-4) {
          transform.transformed($0)[0]
        })
      #expect(
        isGradient([slopes.transforms[index]], at: [exponent]) {
          PowerTransform(exponent: $0[0]).transformed([target])[0]
        })
      #expect(
        isGradient([slopes.logJacobians[index]], at: [exponent]) {
          PowerTransform(exponent: $0[0]).logJacobians([target])[0]
        })
    }
  }

  @Test(arguments: exponents)
  func transformsComeBack(exponent: Double) {
    let transform = PowerTransform(exponent: exponent)
    let targets: [Double] = [-30, -1, -1e-9, 0, 1e-200, 1e-9, 1e-3, 2, 30]
    #expect(
      isClose(transform.restored(transform.transformed(targets)), targets, relative: 1e-9))
  }

  /// On both sides of a change of formula the next exponents give the next values.
  @Test(arguments: [0.0, 2])
  func nothingJumpsBetweenTheCases(exponent: Double) {
    let there = PowerTransform(exponent: exponent)
    for step in [-1e-9, 1e-9] {
      let near = PowerTransform(exponent: exponent + step)
      #expect(
        isClose(
          near.transformed(Self.targets), there.transformed(Self.targets), relative: 1e-8))
      #expect(
        isClose(
          near.exponentSlopes(Self.targets).transforms,
          there.exponentSlopes(Self.targets).transforms, relative: 1e-8))
    }
  }

  /// The series and the closed form of the slope for the exponent meet where the one takes over.
  @Test func theSlopeForTheExponentDoesNotJumpWhereItsFormulaChanges() {
    for sign in [-1.0, 1] {
      let at = [-0.5, 0.5].map { shift in
        // λ log(1 + y) = ± 0.5.
        PowerTransform(exponent: sign * 0.5 * (1 + 1e-12 * shift)).exponentSlopes([exp(1) - 1])
          .transforms[0]
      }
      #expect(isClose(at[0], at[1], relative: 1e-11))
    }
  }

  @Test func theIdentityChangesNothing() {
    #expect(isClose(PowerTransform.identity.transformed(Self.targets), Self.targets))
    #expect(PowerTransform.identity.logJacobians(Self.targets).allSatisfy { $0 == 0 })
  }

  @Test func transformsOutOfReachComeFromInfinity() {
    #expect(PowerTransform(exponent: -0.5).restored([1.9, 2, 3])[1...] == [.infinity, .infinity])
    #expect(
      PowerTransform(exponent: 2.5).restored([-1.9, -2, -3])[1...] == [-.infinity, -.infinity])
  }

  @Test(arguments: [-400.0, -3, 0, 2, 400])
  func extremesAreNumbers(exponent: Double) {
    let transform = PowerTransform(exponent: exponent)
    let slopes = transform.exponentSlopes([-5, 0, 5])
    #expect(
      (slopes.transforms + slopes.logJacobians + transform.transformed([-5, 0, 5]))
        .allSatisfy { !$0.isNaN })
  }
}
