import AutoSeM
import Foundation
import Multitask
import Reports
import RunJournal

/// The time that a search is expected to take before it begins, by a short training of one model.
struct RemainingTime: Sendable {
  private let batches: Int

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

  /// Returns the expected seconds, at least one.
  ///
  /// - Parameters:
  ///   - factory: Makes the model that is trained for a moment.
  ///   - workers: The number of models that are trained at once.
  func seconds(_ factory: any TrainerFactory, workers: Int) throws -> Double {
    max(try factory.timePerBatch(workers: workers) * batches / .seconds(1), 1)
  }

  /// Returns an expected time as a phrase.
  static func phrase(_ seconds: Double) -> String {
    "time: about \(duration(seconds)) on this machine"
  }
}
