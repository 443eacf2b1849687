import ArgumentParser
import AutoSeM
import Bandits
import GSLNumerics

/// Simulates stage one on tasks with known effects, and prints what its probabilities of helping are worth.
///
/// Eight auxiliary tasks, fifty pulls, and the defaults of the search otherwise. An effect is a gain of loss in
/// standard deviations of the twins' losses. Prints a Markdown table with two rows a setting: before, the Beta
/// posterior of the graded rewards with its threshold of 0.8; now, the posterior of the paired gains with a third.
struct CalibrationBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibration",
    abstract: "Simulates stage one, and measures what its probabilities of helping are worth.")

  @Argument(help: "The number of simulated runs of each setting.")
  var runs: Count = 1_000

  func run() {
    print(
      "| effects | shared error | P(helps) | a useless task kept | said 0.5 to 0.8: help | 0.8 to 0.9: help "
        + "| 0.9 to 1: help | kept with effect 0.5 | 1 | 2 |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    for setting in RaceSetting.all {
      let streams = RandomStreams(seed: 3)
      var before = Calibration(threshold: 0.8)
      var now = Calibration(threshold: 1 / 3.0)
      for run in 0..<runs.rawValue {
        let race = setting.run(using: streams.stream("race", run))
        before.count(race.ofRewards, setting.effects)
        now.count(race.ofGains, setting.effects)
      }
      for (name, calibration) in [("before", before), ("now", now)] {
        print(
          "| \(setting.title) | \(fixed(setting.sharedError, 1)) | \(name) | \(calibration.cells)")
      }
    }
  }
}

/// What probabilities of helping are worth, over runs of one setting.
private struct Calibration {
  let threshold: Double
  private var runs = 0
  private var runsWithUseless = 0
  private var bands = [(lower: 0.5, upper: 0.8), (0.8, 0.9), (0.9, 1.01)].map {
    (range: $0.lower..<$0.upper, said: 0, helped: 0)
  }
  private var kept: [Double: (count: Int, of: Int)] = [0.5: (0, 0), 1: (0, 0), 2: (0, 0)]

  init(threshold: Double) {
    self.threshold = threshold
  }

  mutating func count(_ probabilities: [Double], _ effects: [Double]) {
    runs += 1
    let pairs = Array(zip(probabilities, effects))
    runsWithUseless += pairs.contains { $0.0 >= threshold && $0.1 <= 0 } ? 1 : 0
    for (probability, effect) in pairs {
      for band in bands.indices where bands[band].range.contains(probability) {
        bands[band].said += 1
        bands[band].helped += effect > 0 ? 1 : 0
      }
      if let (count, of) = kept[effect] {
        kept[effect] = (count + (probability >= threshold ? 1 : 0), of + 1)
      }
    }
  }

  var cells: String {
    let shares =
      [share(runsWithUseless, runs)]
      + bands.map { $0.said < 10 ? "" : "\(share($0.helped, $0.said)) of \($0.said)" }
      + kept.sorted { $0.key < $1.key }.map { share($0.value.count, $0.value.of) }
    return shares.joined(separator: " | ") + " |"
  }

  private func share(_ count: Int, _ total: Int) -> String {
    total == 0 ? "" : fixed(Double(count) / Double(total))
  }
}

/// A simulated stage one.
private struct RaceSetting {
  let title: String
  let effects: [Double]

  /// The standard deviation of the error that all pulls of an arm share, of the validation examples.
  let sharedError: Double

  static let all = [
    ("none", [Double](repeating: 0, count: 8)), ("four of eight", [0, 0, 0, 0, 0.5, 1, 2, -1]),
    ("harm", [0, 0, 0, 0, 1, -4, -8, -2]), ("one large", [0, 0, 0, 0, 0.5, 1, 20, -1]),
  ]
  .flatMap { title, effects in
    [0, 0.5].map { RaceSetting(title: title, effects: effects, sharedError: $0) }
  }

  private static let pulls = 50
  private static let forcedPulls = 4

  /// The correlation of the losses of a pull and its twin.
  private static let correlation = 0.5

  /// Returns the probabilities of helping of the auxiliary arms, by the rewards and by the gains.
  func run(using stream: RandomStream) -> (ofRewards: [Double], ofGains: [Double]) {
    var bandit = ThompsonSampling(arms: effects.count + 1, decay: 0.02, firstArm: 0)
    let shared = effects.map { _ in sharedError * stream.normal() }
    let rest = (1 - Self.correlation * Self.correlation).squareRoot()
    var twins: [Double] = []
    var gains = [[Double]](repeating: [], count: effects.count)
    for _ in 0..<Self.pulls {
      let forced = bandit.pulls.firstIndex { $0 < Self.forcedPulls }
      let arm = forced ?? bandit.choose(using: stream)
      let number = bandit.pulls[arm]
      if number == twins.count { twins.append(stream.normal()) }
      guard arm > 0 else {
        bandit.observe(reward: 0.5, of: arm)
        continue
      }
      let loss =
        Self.correlation * twins[number] + rest * stream.normal() - effects[arm - 1]
        - shared[arm - 1]
      let gain = twins[number] - loss
      gains[arm - 1].append(gain)
      bandit.observe(reward: twinReward(gain: gain, twinLosses: twins), of: arm)
    }
    return (
      bandit.undiscounted.dropFirst().map {
        1 - BetaDistribution($0.successes, $0.failures).cumulative(0.5)
      },
      gains.map { PairedGains($0, varianceOfExamples: sharedError * sharedError) }
        .probabilitiesOfHelping
    )
  }
}
