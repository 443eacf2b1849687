import AutoSeM
import Foundation
import Multitask
import RunJournal

extension Comparison {
  /// Runs the comparison in a folder, or in memory.
  ///
  /// A folder that holds this comparison already is resumed.
  ///
  /// - Parameters:
  ///   - folder: The path of the folder, which is made if need be; nil to keep nothing.
  ///   - observer: Is told of the plan, and of every run.
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
      // What is thrown matters more than a journal that was not closed in order.
      try? journal.close()
      throw error
    }
  }

  /// What decides the runs, as JSON with sorted keys; the number of workers does not.
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
