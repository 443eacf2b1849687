import GSLNumerics
import NumericalChecks
import Testing

/// Expected values from mpmath 1.3 with 60 digits and more:
/// `log(erfc(-z/sqrt(2))/2)`, and with φ = `npdf(z)`, Φ = `erfc(-z/sqrt(2))/2`:
/// `log(φ + z*Φ)`, `Φ/(φ + z*Φ)`; for z ≤ −10⁵ the leading terms of their series.
@Suite struct NormalDistributionTests {
  @Test(arguments: [
    (-1e100, -5.0e+199), (-1e10, -5.0e+19), (-1e5, -5_000_000_012.431864),
    (-300, -45006.6227321186634), (-40, -804.608442013753788),
    (-15.0000001, -116.131386352320383), (-14.9999999, -116.131383339103017),
    (-10, -53.2312851505124706), (-5, -15.0649983939887257), (-1, -1.84102164500926351),
    (-0.5, -1.17591176159361861), (0, -0.693147180559945309), (0.5, -0.368946415288656393),
    (1, -0.17275377902344989), (5, -2.86651612963763593e-7), (9, -1.12858840595384065e-19),
    (20, -2.7536241186062337e-89),
  ])
  func theLogarithmOfTheDistributionFunctionIsAccurateInBothTails(z: Double, expected: Double) {
    #expect(isClose(NormalDistribution.logCumulative(z), expected, relative: 2e-14))
  }

  @Test(arguments: [
    (-1e100, -5.0e+199, 1.0e+100), (-1e10, -5.0e+19, 1e10),
    (-300, -45012.3265368145542, 300.006666444461727),
    (-40, -808.29856835661996, 40.0499066576485182),
    (-15.0000001, -118.848172197274446, 15.1316086640497419),
    (-14.9999999, -118.848169170952733, 15.1316084657598843),
    (-10, -55.5531220361223559, 10.1943830334125533),
    (-5, -16.7443011626609901, 5.36181624128808853),
    (-1, -2.48512102571264134, 1.90427123332969182),
    (-0.5, -1.62051626438731992, 1.55987314834807967),
    (0, -0.918938533204672742, 1.25331413731550025),
    (0.5, -0.359827683745063819, 0.99092271800410996),
    (1, 0.08002621884930694, 0.77663872520173926),
    (5, 1.60943792312643139, 0.199999940531220046),
    (30, 3.40119738166215538, 0.0333333333333333333),
  ])
  func theLogarithmOfTheExpectedExcessAndItsSlopeAreAccurate(
    z: Double, value: Double, slope: Double
  ) {
    let computed = NormalDistribution.logExpectedExcess(z)
    #expect(isClose(computed.value, value, relative: 1e-13))
    #expect(isClose(computed.slope, slope, relative: 1e-12))
  }

  @Test func theQuantileUndoesTheDistributionFunction() {
    for z in stride(from: -8.0, through: 5, by: 0.25) {
      let probability = NormalDistribution.cumulative(z)
      #expect(isClose(NormalDistribution.quantile(probability), z, relative: 1e-9, absolute: 1e-12))
    }
  }

  @Test func theDensityIntegratesToTheDistributionFunction() throws {
    for z in [-2.0, 0, 1.5] {
      let area = try integral(from: -12, to: z, of: NormalDistribution.density)
      #expect(isClose(area, NormalDistribution.cumulative(z), relative: 1e-10))
    }
  }
}
