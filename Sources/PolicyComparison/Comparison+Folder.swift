import AutoSeM
import Foundation
import Multitask
import RunJournal

extension Comparison {
  /// Runs the comparison in a folder, or in memory.
  ///
  /// A comparison that the folder holds is resumed.
  ///
  /// - Parameters:
  ///   - folder: The path of the folder, created if missing; nil for memory.
  ///   - observer: The observer of the plan and of every run.
  /// - Throws: What `run(journal:observer:)` throws; `ComparisonError.otherComparison` for a folder that holds
  ///   another run; `JournalError`.
  public func run(
    in folder: String? = nil, observer: @escaping ComparisonObserver = { _ in }
  ) async throws -> Leaderboard {
    let header = try RunHeader(
      kind: .comparison, version: RunHeader.currentVersion, experiment: experiment(),
      origin: "the tasks of a Swift program", isSynthetic: false, tasks: factory.tasks)
    let journal = try Journal.resuming(in: folder, header: header)
    let recorded = try journal.header()
    guard recorded.kind == .comparison, recorded.experiment == header.experiment else {
      throw ComparisonError.otherComparison(folder: folder ?? "memory")
    }
    do {
      let leaderboard = try await run(journal: journal, observer: observer)
      try journal.close()
      return leaderboard
    } catch {
      // The error matters more than one of closing the journal.
      try? journal.close()
      throw error
    }
  }

  /// Returns the settings on which the runs depend, as JSON with sorted keys.
  private func experiment() throws -> String {
    var search = search
    search.workers = 1
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = .sortedKeys
    let experiment = Experiment(
      comparison: settings, search: search, policies: policies.map(\.name))
    return String(decoding: try encoder.encode(experiment), as: UTF8.self)
  }

  private struct Experiment: Encodable {
    let comparison: ComparisonSettings
    let search: SearchSettings
    let policies: [String]
  }
}
