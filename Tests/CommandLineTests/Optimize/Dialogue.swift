import Foundation
import RunJournal
import Testing

@testable import AutosemCLI

/// A session, spoken to in text.
struct Dialogue {
  private var session: OptimizationSession

  init(journal: OptimizationJournal? = nil) throws {
    session = try OptimizationSession(journal: journal)
  }

  /// Says a line and returns the answer.
  @discardableResult
  mutating func say(_ line: String) throws -> String {
    try session.reply(to: .bytes(Array(line.utf8))).line()
  }

  /// Says a line and returns what is wrong with it.
  mutating func complaint(_ line: String) throws -> String {
    guard case .error(let sentence) = session.reply(to: .bytes(Array(line.utf8))) else {
      return "no complaint"
    }
    return sentence
  }

  /// Asks for a point.
  mutating func ask() throws -> [Double] { try point("{\"ask\":true}") }

  /// Says a line that is answered with a point.
  mutating func point(_ line: String) throws -> [Double] {
    let answer = try say(line)
    return try numbers(in: answer)
  }

  /// Tells what was found; nil for a trial that failed.
  mutating func tell(_ point: [Double], _ objective: Double?) throws {
    #expect(try say(tellLine(point, objective)) == "{\"ok\":true}")
  }
}

/// The line that tells what was found.
func tellLine(_ point: [Double], _ objective: Double?) -> String {
  "{\"tell\":{\"x\":\(point),\"y\":\(objective.map { "\($0)" } ?? "null")}}"
}

/// The numbers of `{"x":[…]}`.
func numbers(in answer: String) throws -> [Double] {
  let object = try JSONDecoder().decode([String: [Double]].self, from: Data(answer.utf8))
  return try #require(object["x"], "\(answer)")
}
