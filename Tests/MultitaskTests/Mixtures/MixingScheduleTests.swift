import GSLNumerics
import Multitask
import Testing

@Suite struct MixingScheduleTests {
  private let streams = RandomStreams(seed: 20_190_404)

  private func counts(_ tasks: some Sequence<TaskIndex>, of count: Int) -> [Int] {
    tasks.reduce(into: Array(repeating: 0, count: count)) { $0[$1.rawValue] += 1 }
  }

  /// Mixtures of two to nine tasks: Dirichlet draws of all degrees of evenness, some weights zero,
  /// and some exactly equal.
  private func mixture(_ number: Int) throws -> Mixture {
    let stream = streams.stream("mixture", number)
    let count = 2 + stream.integer(below: 8)
    if number % 10 == 0 { return try Mixture(ratio: (1...count).map { _ in 1 }) }
    let concentration = [0.1, 1, 10][stream.integer(below: 3)]
    var weights = stream.dirichlet(Array(repeating: concentration, count: count))
    if number % 3 == 0 { weights[stream.integer(below: count)] = 0 }
    return try Mixture(weights: weights)
  }

  @Test func everyPrefixOfTheInterleavedScheduleIsWithinOneBatchOfTheShares() throws {
    for number in 0..<400 {
      let mixture = try mixture(number)
      let length = 1 + streams.stream("length", number).integer(below: 400)
      let tasks = MixingSchedule.interleaved.tasks(
        for: mixture, batches: length, using: streams.stream("unused"))
      #expect(tasks.count == length)
      var given = mixture.weights.map { _ in 0.0 }
      for (index, task) in tasks.enumerated() {
        given[task.rawValue] += 1
        let worst =
          zip(given, mixture.weights)
          .map { abs($0 - $1 * Double(index + 1)) }.max() ?? .infinity
        guard worst < 1 else {
          Issue.record("mixture \(mixture.weights): off by \(worst) after batch \(index + 1)")
          return
        }
      }
    }
  }

  @Test func aTaskWithoutAShareNeverComes() throws {
    let mixture = try Mixture(weights: [0.2, 0, 0.8])
    for schedule in MixingSchedule.allCases {
      let tasks = schedule.tasks(for: mixture, batches: 500, using: streams.stream("zero"))
      #expect(!tasks.contains(TaskIndex(1)), "\(schedule)")
    }
  }

  @Test func oneTaskAloneFillsEverySchedule() {
    for schedule in MixingSchedule.allCases {
      let tasks = schedule.tasks(
        for: .only(TaskIndex(1), of: 2), batches: 3, using: streams.stream("alone"))
      #expect(tasks == [TaskIndex(1), TaskIndex(1), TaskIndex(1)], "\(schedule)")
    }
  }

  @Test(arguments: MixingSchedule.allCases)
  func noBatchesGiveNoTasks(_ schedule: MixingSchedule) throws {
    let mixture = try Mixture(weights: [1, 2])
    #expect(schedule.tasks(for: mixture, batches: 0, using: streams.stream("none")).isEmpty)
  }

  @Test func interleavingIsAsEvenAsCanBe() throws {
    let tasks = MixingSchedule.interleaved.tasks(
      for: try Mixture(ratio: [1, 3]), batches: 8, using: streams.stream("unused"))
    #expect(counts(tasks.prefix(4), of: 2) == [1, 3])
    #expect(counts(tasks.suffix(4), of: 2) == [1, 3])
  }

  @Test func blocksUnrollTheRatioAgainAndAgain() throws {
    let tasks = MixingSchedule.blocks.tasks(
      for: try Mixture(ratio: [2, 0, 1]), batches: 7, using: streams.stream("unused"))
    #expect(tasks.map(\.rawValue) == [0, 0, 2, 0, 0, 2, 0])
  }

  @Test func aDoubledRatioHasLongerBlocks() throws {
    let tasks = MixingSchedule.blocks.tasks(
      for: try Mixture(ratio: [2, 4]), batches: 6, using: streams.stream("unused"))
    #expect(tasks.map(\.rawValue) == [0, 0, 1, 1, 1, 1])
  }

  @Test func blocksOfWeightsAreACycleOfOneHundred() throws {
    let mixture = try Mixture(weights: [1, 1, 1])
    let tasks = MixingSchedule.blocks.tasks(
      for: mixture, batches: 200, using: streams.stream("unused"))
    // Hamilton's method: 33 each, and the one seat left to the first of equal remainders.
    #expect(counts(tasks.prefix(100), of: 3) == [34, 33, 33])
    #expect(Array(tasks.prefix(100)) == Array(tasks.suffix(100)))
  }

  @Test func multinomialFrequenciesAreTheShares() throws {
    let mixture = try Mixture(weights: [0.5, 0.3, 0.2])
    let draws = 30_000
    let tasks = MixingSchedule.multinomial.tasks(
      for: mixture, batches: draws, using: streams.stream("multinomial"))
    let observed = counts(tasks, of: 3)
    func statistic(_ shares: [Double]) -> Double {
      zip(observed, shares).reduce(0) { sum, pair in
        let expected = pair.1 * Double(draws)
        return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
      }
    }
    // scipy.stats.chi2.ppf(0.999, 2); and shares off by one point would be noticed.
    #expect(statistic(mixture.weights) < 13.815510557964274)
    #expect(statistic([0.51, 0.29, 0.2]) > 13.815510557964274)
  }

  @Test func onlyTheMultinomialScheduleReadsTheStream() throws {
    let mixture = try Mixture(ratio: [1, 2])
    for schedule in MixingSchedule.allCases {
      let stream = streams.stream("reads")
      _ = schedule.tasks(for: mixture, batches: 10, using: stream)
      let isUntouched = stream.bits() == streams.stream("reads").bits()
      #expect(isUntouched == (schedule != .multinomial), "\(schedule)")
    }
  }
}
