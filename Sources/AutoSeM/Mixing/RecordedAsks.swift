import BayesianOptimization
import Foundation
import RunJournal

/// The asks of an optimiser, which a resumed stage repeats from the journal without fitting a model.
///
/// An optimiser of partial trials is asked again; so is any for what a journal of an earlier format does not have.
struct RecordedAsks {
  private let journal: Journal
  private let recorded: [Int: AskRecord]

  /// The cost of a trial.
  private let cost: Int

  /// Reads the asks of a journal.
  init(in journal: Journal, cost: Int) throws {
    self.journal = journal
    self.cost = cost
    recorded = Dictionary(
      try journal.asks().map { ($0.ask, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the next suggestions of an optimiser, and journals those that are new.
  ///
  /// - Parameter tells: The number of results that the optimiser was told.
  /// - Throws: `SearchError.journalContradicts` for an ask of another search.
  func next(
    atMost count: Int, of optimizer: inout any TrialOptimizer, after tells: Int
  ) throws -> [Suggestion] {
    guard var restorable = optimizer as? any RestorableOptimizer else {
      return try optimizer.ask(atMost: count)
    }
    defer { optimizer = restorable }
    var new: [AskRecord] = []
    var suggestions: [Suggestion] = []
    for number in 0..<count {
      if let record = recorded[restorable.asks] {
        suggestions.append(try repeated(record, by: &restorable, after: tells))
      } else {
        let suggestion = try restorable.ask(firstOf: count - number)
        new.append(
          AskRecord(
            ask: suggestion.trial, tells: tells, point: suggestion.point,
            origin: "\(suggestion.origin)", memory: try restorable.memory.map(json) ?? ""))
        suggestions.append(suggestion)
      }
    }
    if !new.isEmpty { try journal.record(asks: new) }
    return suggestions
  }

  private func repeated(
    _ record: AskRecord, by optimizer: inout any RestorableOptimizer, after tells: Int
  ) throws -> Suggestion {
    guard record.tells == tells, optimizer.space.contains(record.point) else {
      throw SearchError.journalContradicts(
        "ask \(record.ask) of \(record.point) after \(record.tells) results",
        expected: "a point of the search after \(tells)")
    }
    let suggestion = Suggestion(
      trial: record.ask, point: record.point, origin: Suggestion.Origin(record.origin), to: cost)
    optimizer.restore(suggestion, memory: try memory(of: record))
    return suggestion
  }

  private func memory(of record: AskRecord) throws -> SearchMemory? {
    guard !record.memory.isEmpty else { return nil }
    do {
      return try JSONDecoder().decode(SearchMemory.self, from: Data(record.memory.utf8))
    } catch {
      throw SearchError.journalContradicts(
        "the memory \(record.memory) of ask \(record.ask)", expected: "one of this version")
    }
  }
}
