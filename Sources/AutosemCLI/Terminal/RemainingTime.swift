import AutoSeM
import Foundation
import Multitask
import RunJournal

/// The time that a search is expected to take.
///
/// Before the run it follows from a short training of one model, and during it from the batches so far.
struct RemainingTime: Sendable {
  private let started = ContinuousClock.now
  private var done = 0
  private var batches: Int

  /// Creates the time of a search of which a journal may hold a part.
  init(of settings: SearchSettings, journal: Journal) throws {
    let spent =
      try journal.pulls().map(\.batches) + journal.trials().map(\.batches)
      + journal.confirmations().map(\.batches)
    batches =
      try settings.expectedBatches(targets: journal.header().tasks.targets.count)
      - spent.reduce(0, +)
  }

  /// Creates the time of a new search with a number of targets.
  init(of settings: SearchSettings, targets: Int) {
    batches = settings.expectedBatches(targets: targets)
  }

  /// Adds batches that were trained.
  mutating func add(_ count: Int) {
    done += count
  }

  /// Sets the batches that are still to be trained, where they are known.
  mutating func expect(_ left: Int) {
    batches = done + left
  }

  /// The remaining time as a phrase; nil until enough is known.
  var description: String? {
    let elapsed = ContinuousClock.now - started
    guard done > 0, elapsed > .seconds(2), batches > done else { return nil }
    return "about \(rounded(elapsed / done * (batches - done))) left"
  }

  /// Returns the expected time before a run begins as a phrase.
  ///
  /// - Parameters:
  ///   - factory: Makes the model that is trained for a moment.
  ///   - workers: The number of models that are trained at once.
  func expectation(_ factory: any TrainerFactory, workers: Int) throws -> String {
    let perBatch = try factory.timePerBatch(workers: workers)
    return "time: about \(rounded(perBatch * batches)) on this machine"
  }

  private func rounded(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    switch seconds {
    case ..<90: return "\(max(seconds, 1)) s"
    case ..<5_400: return "\((seconds + 30) / 60) min"
    default: return "\((seconds + 1_800) / 3_600) h"
    }
  }
}
