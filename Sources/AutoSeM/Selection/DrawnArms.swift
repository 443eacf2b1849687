import Bandits
import GSLNumerics
import Multitask

/// The arms that the bandit draws together, by what it knew when it drew them.
struct DrawnArms {
  private let arms: [TaskIndex]
  private let count: Int
  private let streams: RandomStreams

  /// Those that were drawn and not pulled yet.
  private var waiting: [TaskIndex] = []

  init(of arms: [TaskIndex], count: Int, streams: RandomStreams) {
    self.arms = arms
    self.count = count
    self.streams = streams
  }

  /// Returns the arms to pull from a round on; fewer than are drawn together at the end, and where some were pulled
  /// before the search was resumed.
  mutating func next(_ bandit: ThompsonSampling, round: Int, of rounds: Int) -> [TaskIndex] {
    if waiting.isEmpty {
      var bandit = bandit
      waiting = (round..<min(round + count, rounds)).map {
        arms[bandit.choose(using: streams.stream("pull", $0))]
      }
    }
    defer { waiting = [] }
    return waiting
  }

  /// Takes note of a recorded pull, which came before what the bandit learned from it.
  mutating func replay(_ bandit: ThompsonSampling, round: Int, of rounds: Int) {
    waiting = Array(next(bandit, round: round, of: rounds).dropFirst())
  }
}
