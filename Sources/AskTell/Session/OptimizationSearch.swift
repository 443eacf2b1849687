import BayesianOptimization
import Foundation
import RunJournal

/// An optimiser and what it is for: what a session's asks and tells change.
struct OptimizationSearch {
  /// What is optimised.
  let problem: OptimizationProblem

  /// The optimiser, which knows what was asked and told.
  private(set) var optimizer: BayesianOptimizer

  /// Creates a search that was told nothing.
  init(_ problem: OptimizationProblem) {
    self.problem = problem
    optimizer = problem.optimizer()
  }

  /// How many asks there were.
  var asks: Int { optimizer.asks }

  /// How many tells there were.
  var tells: Int { optimizer.observations.count }

  /// How many of them told of a trial that failed.
  var failures: Int { optimizer.observations.count { $0.objective == nil } }

  // MARK: - Going on

  /// Asks for a point.
  mutating func ask() throws -> AskRecord {
    let suggestion = try optimizer.ask()
    return AskRecord(
      ask: suggestion.trial, tells: tells, point: suggestion.point,
      origin: "\(suggestion.origin)", memory: try optimizer.memory.map(written) ?? "")
  }

  /// Tells what was found.
  ///
  /// A point that was asked is meant by numbers that are the same, whatever writing them did to them.
  mutating func tell(_ finding: OptimizationRequest.Finding) throws -> TellRecord {
    let expected = optimizer.space.dimension
    guard finding.x.count == expected else {
      throw BadLine("\"x\" has \(finding.x.count) numbers: \(expected) were expected")
    }
    var (point, suggestion) = (finding.x, pendingSuggestion(near: finding.x))
    if suggestion == nil {
      point = try problem.space.admitted(finding.x)
      suggestion = pendingSuggestion(near: point)
    }
    point = suggestion?.point ?? point
    guard optimizer.space.contains(point) else {
      throw BadLine("\"x\" is \(finding.x): a point of the space was expected")
    }
    let record = TellRecord(
      tell: tells, ask: suggestion?.trial, point: point, objective: finding.y,
      noise: finding.y == nil ? nil : finding.noise)
    try take(record, of: suggestion)
    return record
  }

  /// The nearest of the open asks that are the same point.
  private func pendingSuggestion(near x: [Double]) -> Suggestion? {
    func distance(_ suggestion: Suggestion) -> Double {
      zip(suggestion.point, x).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    return optimizer.pending
      .filter { optimizer.space.areSame($0.point, x) }
      .min { distance($0) < distance($1) }
  }

  private mutating func take(_ record: TellRecord, of suggestion: Suggestion?) throws {
    if let suggestion {
      try optimizer.tell(suggestion, objective: record.objective, noise: record.noise)
    } else {
      try optimizer.tell(point: record.point, objective: record.objective, noise: record.noise)
    }
  }

  private func written(_ memory: SearchMemory) throws -> String {
    String(decoding: try JSONEncoder().encode(memory), as: UTF8.self)
  }

  // MARK: - Going on where another stopped

  /// Takes what was asked and told, in the order in which it was.
  ///
  /// - Throws: `BadLine` with what is wrong with the records.
  mutating func restore(asks: [AskRecord], tells: [TellRecord]) throws {
    var remaining = asks[...]
    for count in 0...tells.count {
      while let ask = remaining.first, ask.tells <= count {
        try restore(ask)
        remaining.removeFirst()
      }
      if count < tells.count { try restore(tells[count]) }
    }
    guard remaining.isEmpty else { throw BadLine("an ask follows tells that are not there") }
  }

  private mutating func restore(_ record: AskRecord) throws {
    guard record.ask == asks, record.tells == tells, optimizer.space.contains(record.point),
      case let origin = Suggestion.Origin(record.origin), origin != .warmStart(record.origin)
    else { throw BadLine("its ask \(record.ask) is not the ask \(asks) of this space") }
    optimizer.restore(
      Suggestion(trial: asks, point: record.point, origin: origin),
      memory: record.memory.isEmpty
        ? nil : try JSONDecoder().decode(SearchMemory.self, from: Data(record.memory.utf8)))
  }

  private mutating func restore(_ record: TellRecord) throws {
    let suggestion = optimizer.pending.first { $0.trial == record.ask }
    guard record.tell == tells, optimizer.space.contains(record.point),
      suggestion?.point == (record.ask == nil ? nil : record.point)
    else { throw BadLine("its tell \(record.tell) does not follow from what was asked") }
    try take(record, of: suggestion)
  }
}
