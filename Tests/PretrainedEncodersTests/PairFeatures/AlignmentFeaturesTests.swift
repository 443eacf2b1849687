import GSLNumerics
import PretrainedEncoders
import Testing

@Suite struct AlignmentFeaturesTests {
  @Test func cosinesAreCountedByHand() {
    // Cosines: (1, 0)-(0, 5): 0; (1, 0)-(3, 4): 0.6; (0, 2)-(0, 5): 1; (0, 2)-(3, 4): 0.8;
    // (-1, 0)-(0, 5): 0; (-1, 0)-(3, 4): -0.6.
    let values = AlignmentFeatures.values(of: [1, 0, 0, 2, -1, 0], and: [0, 5, 3, 4], width: 2)
    // First's best: 0.6, 1, 0; second's best: 1, 0.8. Means: (0, 2) and (3, 9).
    let expected: [Float] = [
      1.6 / 3, 0, 0, 0, 0.6, 0.9, 0.8, 0.8, 0.8, 0.8, 9 / (90 as Float).squareRoot(), 1 / 2,
    ]
    #expect(values.count == AlignmentFeatures.names.count)
    for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < 1e-6) }
  }

  @Test func theScaleOfAVectorDoesNotMatter() {
    let stream = RandomStreams(seed: 3).stream("vectors")
    let (first, second) = (random(7, stream), random(5, stream))
    let values = AlignmentFeatures.values(of: first, and: second, width: 4)
    for scale in [Float(1e-12), 1e12] {
      let scaled = AlignmentFeatures.values(of: first.map { $0 * scale }, and: second, width: 4)
      for (value, scaled) in zip(values, scaled) { #expect(abs(value - scaled) < 1e-5) }
    }
  }

  @Test func swappedSentencesSwapTheirNumbers() {
    let stream = RandomStreams(seed: 4).stream("vectors")
    let (first, second) = (random(9, stream), random(6, stream))
    let values = AlignmentFeatures.values(of: first, and: second, width: 4)
    let turned = AlignmentFeatures.values(of: second, and: first, width: 4)
    let expected = turned[5..<10] + turned[..<5] + turned[10...]
    for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < 1e-6) }
  }

  @Test func theSameSentenceTwiceAgreesInAll() {
    let first = random(8, RandomStreams(seed: 5).stream("vectors"))
    for value in AlignmentFeatures.values(of: first, and: first, width: 4) {
      #expect(abs(value - 1) < 1e-6)
    }
  }

  @Test func nothingAndZerosAgreeInNothing() {
    let none = [Float](repeating: 0, count: AlignmentFeatures.names.count)
    #expect(AlignmentFeatures.values(of: [], and: [1, 2], width: 2) == none)
    #expect(AlignmentFeatures.values(of: [1, 2], and: [], width: 2) == none)
    let zeros = AlignmentFeatures.values(of: [0, 0], and: [1, 2], width: 2)
    #expect(zeros.dropLast() == none.dropLast())
  }

  private func random(_ rows: Int, _ stream: RandomStream) -> [Float] {
    (0..<4 * rows).map { _ in Float(stream.normal()) }
  }
}
