import Foundation
import GRDB
import Multitask

/// A cell that no autosem wrote.
struct UnreadableCell: Error, CustomStringConvertible {
  let column: String
  let text: String

  var description: String { "the column \(column) has the unexpected value '\(text)'" }
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
    self = stride(from: 0, to: bytes.count, by: 4).map { first in
      let low = UInt32(bytes[first]) | UInt32(bytes[first + 1]) << 8
      let high = UInt32(bytes[first + 2]) | UInt32(bytes[first + 3]) << 8
      return Float(bitPattern: low | high << 16)
    }
    guard allSatisfy({ $0.isFinite }) else {
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

extension [[Int]] {
  /// Reads lists of counts as JSON; empty for NULL.
  init(row: Row, column: String) throws {
    let text: String? = try row.decode(forColumn: column)
    guard let text else {
      self = []
      return
    }
    guard let lists = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
      throw UnreadableCell(column: column, text: text)
    }
    self = lists
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

/// Values as JSON, numbers in the fewest digits that read back as the same; keys are sorted, so that equal searches have
/// equal journals.
package func json(_ values: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  return String(decoding: try encoder.encode(values), as: UTF8.self)
}
