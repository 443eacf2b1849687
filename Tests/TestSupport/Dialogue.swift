public import AskTell
import Foundation
public import RunJournal
import Testing

/// A session, spoken to in text.
public struct Dialogue {
  private var session: OptimizationSession

  /// Begins a session, or goes on with that of a journal.
  public init(
    journal: OptimizationJournal? = nil, runs: [OptimizationSession.Run] = []
  ) throws {
    session = try OptimizationSession(journal: journal, runs: runs)
  }

  /// Says a line and returns the answer.
  @discardableResult
  public mutating func say(_ line: String) throws -> String {
    try session.reply(to: .bytes(Array(line.utf8))).line()
  }

  /// Says a line and returns what is wrong with it.
  public mutating func complaint(_ line: String) throws -> String {
    guard case .error(let sentence) = session.reply(to: .bytes(Array(line.utf8))) else {
      return "no complaint"
    }
    return sentence
  }

  /// Asks for a point.
  public mutating func ask() throws -> [Double] { try point("{\"ask\":true}") }

  /// Says a line that is answered with a point.
  public mutating func point(_ line: String) throws -> [Double] {
    let answer = try say(line)
    return try numbers(in: answer)
  }

  /// Tells what was found; nil for a trial that failed.
  public mutating func tell(_ point: [Double], _ objective: Double?) throws {
    #expect(try say(tellLine(point, objective)) == "{\"ok\":true}")
  }
}

/// The line that tells what was found.
public func tellLine(_ point: [Double], _ objective: Double?) -> String {
  "{\"tell\":{\"x\":\(point),\"y\":\(objective.map { "\($0)" } ?? "null")}}"
}

/// The numbers of `{"x":[…]}`.
public func numbers(in answer: String) throws -> [Double] {
  let object = try JSONDecoder().decode([String: [Double]].self, from: Data(answer.utf8))
  return try #require(object["x"], "\(answer)")
}
