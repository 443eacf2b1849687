import Foundation
import GRDB
import Multitask

/// A cell that no autosem wrote.
struct UnreadableCell: Error, CustomStringConvertible {
  let column: String
  let text: String

  var description: String { "the column \(column) has the unexpected value '\(text)'" }
}

extension Evaluation {
  /// Reads the three columns of an evaluation.
  init(row: Row) throws {
    self.init(
      metric: try row.decode(forColumn: "metric"),
      loss: try row.decode(forColumn: "loss"),
      examples: try row.decode(forColumn: "examples"))
  }

  /// Returns the three columns of an evaluation.
  func columns() -> [JournalColumn] {
    [
      JournalColumn("metric", metric), JournalColumn("loss", loss),
      JournalColumn("examples", examples),
    ]
  }
}

extension TrialRecord.Result {
  /// Reads an evaluation, or the failure recorded instead.
  init(row: Row) throws {
    let failure: String? = try row.decode(forColumn: "failure")
    self =
      if let failure { .failed(reason: failure) } else { .evaluated(try Evaluation(row: row)) }
  }

  /// Returns the columns of an evaluation and that of a failure, of which one is filled.
  func columns() -> [JournalColumn] {
    switch self {
    case .evaluated(let evaluation):
      evaluation.columns() + [JournalColumn("failure", nil)]
    case .failed(let reason):
      [
        JournalColumn("metric", nil), JournalColumn("loss", nil), JournalColumn("examples", nil),
        JournalColumn("failure", reason),
      ]
    }
  }
}

extension TrialRecord.Result {
  /// Reads an evaluation with the scores of the examples, if there are any, or the failure recorded instead.
  init(scoredRow row: Row) throws {
    try self.init(row: row)
    let bytes: Data? = try row.decode(forColumn: "scores")
    guard let bytes, case .evaluated(let evaluation) = self else { return }
    guard let scored = evaluation.with(scoreBytes: [UInt8](bytes)) else {
      throw UnreadableCell(column: "scores", text: "\(bytes.count) bytes")
    }
    self = .evaluated(scored)
  }

  /// Returns the columns of an evaluation, that of a failure, and that of the examples' scores.
  func scoredColumns() -> [JournalColumn] {
    columns() + [JournalColumn("scores", evaluation?.scoreBytes.map { Data($0) })]
  }
}

extension Mixture {
  /// Reads the weights and, where there is one, the ratio, both as JSON.
  ///
  /// Decoded as they stand: dividing by the sum again could change the last bits.
  init(row: Row) throws {
    let weights: String = try row.decode(forColumn: "weights")
    let ratio: String? = try row.decode(forColumn: "ratio")
    let object = "{\"weights\": \(weights), \"ratio\": \(ratio ?? "null")}"
    do {
      self = try JSONDecoder().decode(Mixture.self, from: Data(object.utf8))
    } catch {
      throw UnreadableCell(column: "weights", text: object)
    }
  }

  /// Returns the two columns of a mixture.
  func columns() throws -> [JournalColumn] {
    [
      JournalColumn("weights", try json(weights)),
      JournalColumn("ratio", try ratio.map { try json($0) }),
    ]
  }
}

extension UInt64 {
  /// Reads a seed, which is text since half of the seeds are above SQLite's largest integer.
  init(seedIn row: Row) throws {
    let text: String = try row.decode(forColumn: "seed")
    guard let seed = UInt64(text) else { throw UnreadableCell(column: "seed", text: text) }
    self = seed
  }
}

/// Numbers as JSON, in the fewest digits that read back as the same numbers.
func json(_ numbers: some Encodable) throws -> String {
  String(decoding: try JSONEncoder().encode(numbers), as: UTF8.self)
}
