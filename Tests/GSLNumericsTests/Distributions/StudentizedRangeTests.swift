import GSLNumerics
import NumericalChecks
import Testing

@Suite struct StudentizedRangeTests {
  /// `scipy.stats.studentized_range.sf(q, k, df)`, SciPy 1.17.1.
  @Test(arguments: [
    (1, 2, 1, 0.6081734479693928), (3, 3, 10, 0.13498341518956258),
    (3.5, 3, 4, 0.13955399135853064), (4, 4, 2, 0.24698913224187624),
    (3.77, 3, 12, 0.05018236176055357), (5, 34, 66, 0.16160650698722012),
    (6, 34, 66, 0.023547965014228955), (2.5, 10, 90, 0.7531670295237276),
    (8, 9, 16, 0.0009030414217368055), (0.5, 5, 20, 0.9963670053928072),
    (40, 3, 2, 0.0022785026535340203), (5, 12, 77, 0.03141167170428982),
  ])
  func theUpperTailHasKnownValues(
    range: Double, values: Int, degreesOfFreedom: Double, expected: Double
  ) {
    let tail = StudentizedRange(values: values, degreesOfFreedom: degreesOfFreedom)
      .upperTail(range)
    #expect(isClose(tail, expected, relative: 1e-8))
  }

  /// `scipy.stats.studentized_range.isf(0.05, k, df)`, SciPy 1.17.1.
  @Test(arguments: [
    (2, 4, 3.9264863229551143), (3, 10, 3.876776750013158), (34, 66, 5.638798753179228),
    (9, 16, 5.031007473047101), (3, 4, 5.040241254983202),
  ])
  func theUpperQuantileHasKnownValues(values: Int, degreesOfFreedom: Double, expected: Double) {
    let quantile = StudentizedRange(values: values, degreesOfFreedom: degreesOfFreedom)
      .upperQuantile(0.05)
    #expect(isClose(quantile, expected, relative: 1e-6))
  }

  /// The range of two values is √2 times the magnitude of Student's t.
  @Test func ofTwoValuesItIsStudents() {
    let student = StudentDistribution(degreesOfFreedom: 7)
    let tail = StudentizedRange(values: 2, degreesOfFreedom: 7).upperTail(2.5)
    #expect(isClose(tail, 2 * student.cumulative(-2.5 / 2.0.squareRoot()), relative: 1e-9))
  }

  @Test func theEndsAreCertain() {
    let range = StudentizedRange(values: 3, degreesOfFreedom: 50)
    #expect(range.upperTail(0) == 1 && range.upperTail(1e6) == 0)
  }
}
