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
  /// Returns the result with the scores and the losses of the examples in columns of the row, if it has any.
  ///
  /// - Parameters:
  ///   - scores: The name of the column of the scores; nil without one.
  ///   - losses: The name of the column of the losses; nil without one.
  func withExamples(in row: Row, scores: String? = nil, losses: String? = nil) throws
    -> TrialRecord.Result
  {
    guard case .evaluated(let evaluation) = self else { return self }
    func numbers(_ column: String?) throws -> [Float]? {
      try column.flatMap { try [Float](row: row, column: $0, count: evaluation.examples) }
    }
    return .evaluated(
      Evaluation(
        metric: evaluation.metric, loss: evaluation.loss, examples: evaluation.examples,
        scores: try numbers(scores), losses: try numbers(losses)))
  }
}

extension TrialRecord.Result {
  /// The column of the scores of the examples.
  var scores: JournalColumn { JournalColumn("scores", evaluation?.scores?.littleEndian) }
}

extension [Float] {
  /// Reads finite 32-bit numbers, the least significant byte first; nil for NULL.
  init?(row: Row, column: String, count: Int) throws {
    let data: Data? = try row.decode(forColumn: column)
    guard let data else { return nil }
    let bytes = [UInt8](data)
    guard bytes.count.isMultiple(of: 4), bytes.count / 4 == count else {
      throw UnreadableCell(column: column, text: "\(bytes.count) bytes")
    }
    self = (0..<count).map { index in
      Float(
        bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[4 * index + $1]) << (8 * UInt32($1)) })
    }
    guard allSatisfy(\.isFinite) else {
      throw UnreadableCell(column: column, text: "a number that is not finite")
    }
  }

  /// The numbers as 32-bit numbers, the least significant byte first.
  var littleEndian: Data {
    Data(
      flatMap { number in
        (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt32($0))) }
      })
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
