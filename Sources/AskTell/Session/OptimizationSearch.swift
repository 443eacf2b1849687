import BayesianOptimization
import Foundation
import GaussianProcesses
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

  /// The number of withdrawals.
  private(set) var withdrawals = 0

  /// The number of tells of failed trials.
  var failures: Int { optimizer.observations.count { $0.objective == nil } }

  // MARK: - Ask and tell

  /// Asks for a point.
  mutating func ask() throws -> AskRecord {
    let suggestion = try optimizer.ask()
    return AskRecord(
      ask: suggestion.trial, tells: tells, point: suggestion.point,
      origin: "\(suggestion.origin)", memory: try optimizer.memory.map(json) ?? "")
  }

  /// Tells an objective.
  ///
  /// A pending point is recognised by its numbers, up to rounding.
  mutating func tell(_ finding: OptimizationRequest.Finding) throws -> TellRecord {
    let (point, suggestion) = try place(of: finding.x)
    let record = TellRecord(
      tell: tells, ask: suggestion?.trial, point: point, objective: finding.y,
      noise: finding.y == nil ? nil : finding.noise)
    try take(record, of: suggestion)
    return record
  }

  /// Returns the posterior of the objective at a point.
  mutating func prediction(at x: [Double]) throws -> (mean: Double, standardDeviation: Double) {
    let (point, _) = try place(of: x)
    try optimizer.conclude()
    let prediction = try optimizer.prediction(at: point)
    return (prediction.mean, prediction.standardDeviation)
  }

  /// Returns the recommended point.
  mutating func recommendation() throws -> [Double] {
    if optimizer.settings.incumbent == .posteriorMean { try optimizer.conclude() }
    return try optimizer.recommend()
  }

  /// Withdraws a pending point.
  mutating func withdraw(_ x: [Double]) throws -> WithdrawalRecord {
    guard let suggestion = try place(of: x).suggestion else {
      throw BadLine("\"x\" is \(x): one of the points of {\"pending\":true} was expected")
    }
    let record = WithdrawalRecord(
      withdrawal: withdrawals, ask: suggestion.trial, asks: asks, tells: tells)
    try take(record)
    return record
  }

  /// Returns the point of the space for numbers that may be rounded, and the pending suggestion of that point.
  private func place(of x: [Double]) throws -> (point: [Double], suggestion: Suggestion?) {
    let expected = optimizer.space.dimension
    guard x.count == expected else {
      throw BadLine("\"x\" has \(x.count) numbers: \(expected) were expected")
    }
    if let suggestion = pendingSuggestion(near: x) { return (suggestion.point, suggestion) }
    let point = try problem.space.admitted(x)
    if let suggestion = pendingSuggestion(near: point) { return (suggestion.point, suggestion) }
    guard optimizer.space.contains(point) else {
      throw BadLine("\"x\" is \(x): a point of the space was expected")
    }
    return (point, nil)
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

  private mutating func take(_ record: WithdrawalRecord) throws {
    guard record.withdrawal == withdrawals,
      let suggestion = optimizer.pending.first(where: { $0.trial == record.ask })
    else { throw BadLine("its withdrawal \(record.withdrawal) is of no pending ask") }
    try optimizer.withdraw(suggestion)
    withdrawals += 1
  }

  // MARK: - Replay

  /// Replays asks, tells and withdrawals in their order.
  ///
  /// - Throws: `BadLine` for records that contradict each other.
  mutating func restore(
    asks: [AskRecord], tells: [TellRecord], withdrawals: [WithdrawalRecord] = []
  ) throws {
    var (remaining, withdrawn) = (asks[...], withdrawals[...])
    for count in 0...tells.count {
      try restore(&withdrawn)
      while let ask = remaining.first, ask.tells <= count {
        try restore(ask)
        remaining.removeFirst()
        try restore(&withdrawn)
      }
      if count < tells.count { try restore(tells[count]) }
    }
    guard remaining.isEmpty else { throw BadLine("an ask follows tells that are not there") }
    guard withdrawn.isEmpty else { throw BadLine("a withdrawal follows asks that are not there") }
  }

  /// Replays the withdrawals that follow the asks and tells so far.
  private mutating func restore(_ records: inout ArraySlice<WithdrawalRecord>) throws {
    while let record = records.first, record.asks == self.asks, record.tells == self.tells {
      try take(record)
      records.removeFirst()
    }
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
