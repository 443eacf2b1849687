import BayesianOptimization
import Foundation
import RunJournal

/// The state of a session: the problem and its optimiser.
struct OptimizationSearch {
  /// The problem.
  let problem: OptimizationProblem

  /// The optimiser, with all asks and tells.
  private(set) var optimizer: BayesianOptimizer

  /// Creates the initial state.
  init(_ problem: OptimizationProblem) {
    self.problem = problem
    optimizer = problem.optimizer()
  }

  /// The number of asks.
  var asks: Int { optimizer.asks }

  /// The number of tells.
  var tells: Int { optimizer.observations.count }

  /// The number of tells of failed trials.
  var failures: Int { optimizer.observations.count { $0.objective == nil } }

  // MARK: - Ask and tell

  /// Asks for a point.
  mutating func ask() throws -> AskRecord {
    let suggestion = try optimizer.ask()
    return AskRecord(
      ask: suggestion.trial, tells: tells, point: suggestion.point,
      origin: "\(suggestion.origin)", memory: try optimizer.memory.map(written) ?? "")
  }

  /// Tells an objective.
  ///
  /// A pending point is recognised by its numbers, up to rounding.
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

  /// Returns the nearest pending suggestion that is the same point.
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

  // MARK: - Replay

  /// Replays asks and tells in their order.
  ///
  /// - Throws: `BadLine` for records that contradict each other.
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
