import Foundation
import Multitask
import RunJournal
import Testing

/// Where a journal is kept; every law below holds for both.
enum Location: CaseIterable {
  case memory, disk
}

/// Runs a function with a journal at the location.
private func withJournal(_ location: Location, _ body: (Journal) throws -> Void) throws {
  switch location {
  case .memory: try body(try Journal.inMemory(header: sampleHeader()))
  case .disk:
    try withTemporaryFolder { try body(try Journal.create(in: $0, header: sampleHeader())) }
  }
}

@Suite struct JournalTests {
  @Test(arguments: Location.allCases)
  func aNewJournalHoldsTheHeaderAndNothingElse(location: Location) throws {
    try withJournal(location) { journal throws in
      #expect(try journal.header() == sampleHeader())
      #expect(try journal.pulls().isEmpty)
      #expect(try journal.latestSnapshot() == nil)
      #expect(try journal.arms().isEmpty)
      #expect(try journal.trials().isEmpty)
      #expect(try journal.recommendation() == nil)
      #expect(try journal.confirmations().isEmpty)
      #expect(try journal.notes().isEmpty)
      #expect(try !journal.isFinished)
    }
  }

  @Test(arguments: Location.allCases)
  func everyRecordReadsBackAsItWas(location: Location) throws {
    try withJournal(location) { journal in
      let pulls = (0..<3).map { samplePull(round: $0) }
      for pull in pulls { try journal.record(pull) }
      try journal.record(arms: sampleArms)
      let trials = [
        try sampleTrial(0), try sampleFailure(1), try sampleTrial(2, seed: 0),
        try sampleContinuation(2),
      ]
      for trial in trials { try journal.record(trial) }
      try journal.record(sampleRegret)
      let recommendation = RecommendationRecord(
        mixture: try sampleMixture(), predictedMean: 0.1 + 0.7, predictedStandardDeviation: 1e-300)
      try journal.record(recommendation)
      let confirmations = try (0..<2).map { try sampleConfirmation(.best, $0) }
      for confirmation in confirmations { try journal.record(confirmation) }
      let policyRuns = try (0..<2).map(samplePolicyRun)
      for run in policyRuns { try journal.record(run) }

      #expect(try journal.pulls() == pulls)
      #expect(try journal.arms() == sampleArms)
      #expect(try journal.trials() == trials)
      #expect(try journal.regrets() == [sampleRegret])
      #expect(try journal.recommendation() == recommendation)
      #expect(try journal.confirmations() == confirmations)
      #expect(try journal.policyRuns() == policyRuns)
    }
  }

  @Test func theSampleMixtureWouldNotSurviveAnotherDivision() throws {
    let mixture = try sampleMixture()
    #expect(try Mixture(weights: mixture.weights) != mixture)
  }

  @Test func aRecommendationWithoutAModelReadsBack() throws {
    try withJournal(.memory) { journal in
      let recommendation = RecommendationRecord(
        mixture: try Mixture(ratio: [1, 3]), predictedMean: nil, predictedStandardDeviation: nil)
      try journal.record(recommendation)
      #expect(try journal.recommendation() == recommendation)
    }
  }

  @Test(arguments: Location.allCases)
  func recordsComeInTheOrderOfTheirKeys(location: Location) throws {
    try withJournal(location) { journal in
      try journal.record(try sampleContinuation(0))
      for trial in [2, 0, 1] { try journal.record(try sampleTrial(trial)) }
      #expect(try journal.trials().map(\.trial) == [0, 0, 1, 2])
      #expect(try journal.trials().map(\.reached) == [300, 400, 300, 300])
    }
  }

  @Test(arguments: Location.allCases)
  func onlyTheNewestSnapshotIsKept(location: Location) throws {
    try withJournal(location) { journal in
      try journal.saveSnapshot(TrainerSnapshot(bytes: [1, 2]), afterRound: 4)
      try journal.saveSnapshot(TrainerSnapshot(bytes: [0, 255, 7]), afterRound: 9)
      let newest = try #require(try journal.latestSnapshot())
      #expect(newest.afterRound == 9)
      #expect(newest.snapshot == TrainerSnapshot(bytes: [0, 255, 7]))
      try journal.removeSnapshots()
      #expect(try journal.latestSnapshot() == nil)
    }
  }

  @Test(arguments: Location.allCases)
  func aNoteIsKeptOnceAndInOrder(location: Location) throws {
    try withJournal(location) { journal in
      try journal.note("no task helps", at: "selection")
      try journal.note("trial 3 failed", at: "mixing")
      try journal.note("no task helps", at: "selection")
      #expect(try journal.notes() == ["selection: no task helps", "mixing: trial 3 failed"])
    }
  }

  // MARK: - Recording again

  @Test(arguments: Location.allCases)
  func recordingTheSameAgainChangesNothingTimesAside(location: Location) throws {
    try withJournal(location) { journal in
      try journal.record(samplePull(round: 0, seconds: 1))
      try journal.record(samplePull(round: 0, seconds: 2))
      try journal.record(arms: sampleArms)
      try journal.record(arms: sampleArms)
      try journal.record(try sampleFailure(0))
      try journal.record(try sampleFailure(0))
      #expect(try journal.pulls() == [samplePull(round: 0, seconds: 1)])
      #expect(try journal.arms() == sampleArms)
      #expect(try journal.trials() == [try sampleFailure(0)])
    }
  }

  @Test(arguments: Location.allCases)
  func recordingSomethingElseUnderAKeyIsRefused(location: Location) throws {
    try withJournal(location) { journal in
      try journal.record(samplePull(round: 7, reward: 0))
      #expect(
        throws: JournalError.diverged(
          table: "pulls", key: "7", column: "reward", recorded: "0.0", offered: "1.0")
      ) {
        try journal.record(samplePull(round: 7, reward: 1))
      }
      #expect(try journal.pulls() == [samplePull(round: 7, reward: 0)])

      try journal.record(try sampleConfirmation(.best, 1))
      let other = ConfirmationRecord(
        candidate: .best, replicate: 1, mixture: try Mixture(ratio: [1, 1]), seed: 1,
        result: .failed(reason: "no"), batches: 300, seconds: 0)
      #expect(
        throws: JournalError.diverged(
          table: "confirmations", key: "best 1", column: "weights", recorded: "[1,0]",
          offered: "[0.5,0.5]")
      ) {
        try journal.record(other)
      }
    }
  }

  @Test(arguments: Location.allCases)
  func armsAreRecordedAllOrNone(location: Location) throws {
    try withJournal(location) { journal in
      let unknown = ArmRecord(
        task: TaskIndex(5), pulls: 0, successes: 1, failures: 1, probabilityHelps: 0.5,
        isKept: false)
      #expect(throws: JournalError.self) { try journal.record(arms: sampleArms + [unknown]) }
      #expect(try journal.arms().isEmpty)
      try journal.record(arms: sampleArms)
      #expect(
        throws: JournalError.diverged(
          table: "arms", key: "all", column: "number of arms", recorded: "2", offered: "1")
      ) {
        try journal.record(arms: [sampleArms[0]])
      }
    }
  }

  @Test(arguments: Location.allCases)
  func whatIsNotANumberIsRefusedAndWhatWasRecordedStays(location: Location) throws {
    try withJournal(location) { journal in
      try journal.record(samplePull(round: 0))
      #expect(throws: JournalError.notANumber(table: "pulls", key: "1", column: "reward")) {
        try journal.record(samplePull(round: 1, reward: .nan))
      }
      #expect(try journal.pulls() == [samplePull(round: 0)])
    }
  }

  // MARK: - Transcript

  @Test(arguments: Location.allCases)
  func theTranscriptIsTheSameForRunsThatDifferInTimesAlone(location: Location) throws {
    func transcript(seconds: Double, reward: Double, workers: Int) throws -> String {
      let header = sampleHeader(experiment: "{\"workers\":\(workers)}")
      let journal = try Journal.inMemory(header: header)
      try journal.record(samplePull(round: 0, reward: reward, seconds: seconds))
      try journal.record(arms: sampleArms)
      return try journal.transcript()
    }
    let one = try transcript(seconds: 1, reward: 1, workers: 1)
    #expect(try transcript(seconds: 2, reward: 1, workers: 2) == one)
    #expect(try transcript(seconds: 1, reward: 0, workers: 1) != one)
    #expect(one.contains("pulls round=0 task=0 reward=1.0"))
    #expect(one.contains("arms task=1 pulls=80"))
    try withJournal(location) { journal in
      try journal.record(samplePull(round: 0, reward: 1))
      try journal.record(arms: sampleArms)
      #expect(try journal.transcript() == one)
    }
  }

  @Test func theTranscriptTellsEveryKindOfRecordApart() throws {
    let journal = try Journal.inMemory(header: sampleHeader())
    var seen: Set = [try journal.transcript()]
    let steps: [() throws -> Void] = [
      { try journal.record(samplePull(round: 0)) },
      { try journal.record(arms: sampleArms) },
      { try journal.record(try sampleTrial(0)) },
      { try journal.record(try sampleContinuation(0)) },
      { try journal.record(sampleRegret) },
      {
        try journal.record(
          RecommendationRecord(
            mixture: try sampleMixture(), predictedMean: nil, predictedStandardDeviation: nil))
      },
      { try journal.record(try sampleConfirmation(.best, 0)) },
      { try journal.note("a warning", at: "mixing") },
      { try journal.finish() },
    ]
    for step in steps {
      try step()
      #expect(seen.insert(try journal.transcript()).inserted)
    }
    // A snapshot says how to go on, not what happened.
    try journal.saveSnapshot(TrainerSnapshot(bytes: [1]), afterRound: 0)
    #expect(seen.contains(try journal.transcript()))
  }
}
