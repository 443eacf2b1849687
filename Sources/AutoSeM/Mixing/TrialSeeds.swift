package import GSLNumerics

/// The seeds of trials, from the streams named "trial": one for all, or one for each.
///
/// While no trial has succeeded with the common seed, each failure gives the next trials another one, so that a seed
/// with which every model diverges does not end a search.
package struct TrialSeeds {
  private let randomNumbers: MixingSettings.RandomNumbers
  private let streams: RandomStreams
  private var seeds: [Int: UInt64] = [:]
  private var failures = 0
  private var hasSucceeded = false

  /// Creates the seeds of a search.
  package init(_ randomNumbers: MixingSettings.RandomNumbers, from streams: RandomStreams) {
    self.randomNumbers = randomNumbers
    self.streams = streams
  }

  /// Returns the seed of a trial, which it keeps if it continues.
  package mutating func seed(of trial: Int) -> UInt64 {
    if let seed = seeds[trial] { return seed }
    let number =
      switch randomNumbers {
      case .common: failures
      case .independent: trial
      }
    let seed = streams.stream("trial", number).seed()
    seeds[trial] = seed
    return seed
  }

  /// Takes note of a trial's end.
  package mutating func tell(succeeded: Bool) {
    hasSucceeded = hasSucceeded || succeeded
    if !hasSucceeded { failures += 1 }
  }
}
