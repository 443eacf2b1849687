import BayesianOptimization
import Foundation
import GSLNumerics
import RunJournal

/// An optimiser and what it is for: what a session's asks and tells change.
struct OptimizationSearch {
  /// What is optimised.
  let problem: OptimizationProblem

  /// The optimiser, which knows what was asked and told.
  private(set) var optimizer: BayesianOptimizer

  /// How many asks there were.
  private(set) var asks = 0

  /// Creates a search that was told nothing.
  init(_ problem: OptimizationProblem) {
    self.problem = problem
    optimizer = problem.optimizer()
  }

  /// How many tells there were.
  var tells: Int { optimizer.observations.count }

  /// How many of them told of a trial that failed.
  var failures: Int { optimizer.observations.count { $0.objective == nil } }

  /// The stream of the next ask: its own, so that nothing that was drawn before needs to be known.
  private var stream: RandomStream { RandomStreams(seed: problem.seed).stream("ask", asks) }

  // MARK: - Going on

  /// Asks for a point.
  mutating func ask() throws -> AskRecord {
    let candidate = try optimizer.ask(using: stream)
    asks += 1
    return AskRecord(
      ask: candidate.id, tells: tells, point: candidate.point, origin: candidate.origin.rawValue,
      memory: try optimizer.memory.map(written) ?? "")
  }

  /// Tells what was found.
  ///
  /// A point that was asked is meant by numbers that are the same, whatever writing them did to them.
  mutating func tell(_ finding: OptimizationRequest.Finding) throws -> TellRecord {
    let expected = optimizer.space.dimension
    guard finding.x.count == expected else {
      throw BadLine("\"x\" has \(finding.x.count) numbers: \(expected) were expected")
    }
    var (point, candidate) = (finding.x, openCandidate(near: finding.x))
    if candidate == nil {
      point = try problem.space.admitted(finding.x)
      candidate = openCandidate(near: point)
    }
    point = candidate?.point ?? point
    guard optimizer.space.contains(point) else {
      throw BadLine("\"x\" is \(finding.x): a point of the space was expected")
    }
    let record = TellRecord(
      tell: tells, ask: candidate?.id, point: point, objective: finding.y,
      noise: finding.y == nil ? nil : finding.noise)
    take(record, of: candidate)
    return record
  }

  /// The nearest of the open asks that are the same point.
  private func openCandidate(near x: [Double]) -> Candidate? {
    func distance(_ candidate: Candidate) -> Double {
      zip(candidate.point, x).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    return optimizer.pending
      .filter { optimizer.space.areSame($0.point, x) }
      .min { distance($0) < distance($1) }
  }

  private mutating func take(_ record: TellRecord, of candidate: Candidate?) {
    if let candidate {
      optimizer.tell(candidate, objective: record.objective, noise: record.noise)
    } else {
      optimizer.tell(point: record.point, objective: record.objective, noise: record.noise)
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
      let origin = Candidate.Origin(rawValue: record.origin)
    else { throw BadLine("its ask \(record.ask) is not the ask \(asks) of this space") }
    optimizer.restore(
      Candidate(id: asks, point: record.point, origin: origin),
      memory: record.memory.isEmpty
        ? nil
        : try JSONDecoder().decode(
          SearchMemory.self, from: Data(record.memory.utf8)),
      using: stream)
    asks += 1
  }

  private mutating func restore(_ record: TellRecord) throws {
    let candidate = optimizer.pending.first { $0.id == record.ask }
    guard record.tell == tells, optimizer.space.contains(record.point),
      candidate?.point == (record.ask == nil ? nil : record.point)
    else { throw BadLine("its tell \(record.tell) does not follow from what was asked") }
    take(record, of: candidate)
  }
}
