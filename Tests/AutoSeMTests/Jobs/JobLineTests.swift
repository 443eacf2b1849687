import AutoSeM
import Testing

@Suite struct JobLineTests {
  private func evaluation(loss: Double) -> Evaluation {
    Evaluation(
      metric: 0.1 + 0.2, loss: loss, examples: 3, scores: [0.1, .infinity, 1],
      losses: [1e-38, -.infinity, 3])
  }

  @Test(arguments: [0.3, .leastNonzeroMagnitude, -0.0, 1e300] as [Double])
  func aResultKeepsEveryBit(loss: Double) throws {
    let result = JobResult(
      result: .evaluated(evaluation(loss: loss)), seconds: 0.1,
      snapshot: TrainerSnapshot(bytes: Array(0...255)))
    let line = try JobLine.encoded(result)
    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(try JobLine.decoded(JobResult.self, from: line) == result)
  }

  @Test func aFailureKeepsItsReason() throws {
    let result = JobResult(result: .failed(reason: "a\n\u{0}\"\u{1B}[31m é\u{2028}"), seconds: 2)
    let line = try JobLine.encoded(result)
    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(try JobLine.decoded(JobResult.self, from: line) == result)
  }

  @Test func aJobKeepsAllItsValues() throws {
    let job = Job(
      name: "trial 7", mixture: try Mixture(ratio: [2, 4, 0]), schedule: .blocks, batches: 90,
      seed: .max, from: 30, to: 60, snapshot: TrainerSnapshot(bytes: [0, 10, 255]), split: .test,
      keepsLosses: true)
    #expect(try JobLine.decoded(Job.self, from: try JobLine.encoded(job)) == job)
  }
}
