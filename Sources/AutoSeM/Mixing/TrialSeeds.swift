package import GSLNumerics

/// The seeds of trials, from the streams named "trial": one for all, some in turn, or one for each.
///
/// While no trial has succeeded with a seed that several share, each failure gives the next trials another one, so that a
/// seed with which every model diverges does not end a search.
package struct TrialSeeds {
  /// The number of seeds in turn; nil for one for each trial.
  private let turns: Int?
  private let streams: RandomStreams

  /// The number of the seed of each trial.
  private var numbers: [Int: Int] = [:]

  /// The failures of the trials of each turn before the first success.
  private var failures: [Int]
  private var hasSucceeded: [Bool]

  /// The number of seeds in turn: more would leave too few trials with each.
  private static let inTurn = 3

  /// Creates the seeds of a search.
  ///
  /// - Parameters:
  ///   - randomNumbers: The rule.
  ///   - hasBlocks: Whether there is a model that removes the effects of several seeds; otherwise one takes their place.
  ///   - streams: Give the seeds.
  package init(
    _ randomNumbers: MixingSettings.RandomNumbers, hasBlocks: Bool, from streams: RandomStreams
  ) {
    self.streams = streams
    turns =
      switch randomNumbers {
      case .common: 1
      case .inTurn: hasBlocks ? Self.inTurn : 1
      case .independent: nil
      }
    failures = Array(repeating: 0, count: turns ?? 0)
    hasSucceeded = Array(repeating: false, count: turns ?? 0)
  }

  /// Returns the seed of a trial, which it keeps if it continues.
  package mutating func seed(of trial: Int) -> UInt64 {
    let number =
      numbers[trial] ?? turns.map { trial % $0 + $0 * failures[trial % $0] } ?? trial
    numbers[trial] = number
    return streams.stream("trial", number).seed()
  }

  /// Returns the block of a trial: those with the same of several seeds; nil with one seed for all or for each.
  package func block(of trial: Int) -> Int? {
    turns ?? 1 > 1 ? numbers[trial] : nil
  }

  /// Takes note of a trial's end.
  package mutating func tell(_ trial: Int, succeeded: Bool) {
    guard let turns else { return }
    let turn = trial % turns
    hasSucceeded[turn] = hasSucceeded[turn] || succeeded
    if !hasSucceeded[turn] { failures[turn] += 1 }
  }
}
