import GSLNumerics
import ReferenceExperiments
import Testing

@Suite struct RowSupportTests {
  @Test func theSupportIsTheRowsThatAreNotZero() {
    #expect(RowSupport(of: Matrix([[0, 0], [0, -1e-300], [2, 3]])).rows == [1, 2])
  }

  @Test func f1IsTheHarmonicMeanOfPrecisionAndRecall() {
    let truth = RowSupport(rows: [1, 2, 3])
    // Precision 1/2, recall 1/3.
    #expect(abs(RowSupport(rows: [3, 4]).f1(against: truth) - 0.4) < 1e-15)
    #expect(truth.f1(against: truth) == 1)
    #expect(RowSupport(rows: []).f1(against: truth) == 0)
    #expect(RowSupport(rows: []).f1(against: RowSupport(rows: [])) == 1)
  }
}
