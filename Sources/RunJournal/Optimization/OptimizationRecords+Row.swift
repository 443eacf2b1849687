import Foundation
import GRDB

extension AskRecord: JournalRow {
  static let table = "asks"
  static let key = ["ask"]

  init(row: Row) throws {
    self.init(
      ask: try row.decode(forColumn: "ask"),
      tells: try row.decode(forColumn: "tells"),
      point: try pointCell(of: row),
      origin: try row.decode(forColumn: "origin"),
      memory: try row.decode(forColumn: "memory"))
  }

  func columns() throws -> [JournalColumn] {
    [
      JournalColumn("ask", ask), JournalColumn("tells", tells),
      JournalColumn("point", try json(point)), JournalColumn("origin", origin),
      JournalColumn("memory", memory),
    ]
  }
}

extension TellRecord: JournalRow {
  static let table = "tells"
  static let key = ["tell"]

  init(row: Row) throws {
    self.init(
      tell: try row.decode(forColumn: "tell"),
      ask: try row.decode(forColumn: "ask"),
      point: try pointCell(of: row),
      objective: try row.decode(forColumn: "objective"),
      noise: try row.decode(forColumn: "noise"))
  }

  func columns() throws -> [JournalColumn] {
    [
      JournalColumn("tell", tell), JournalColumn("ask", ask),
      JournalColumn("point", try json(point)), JournalColumn("objective", objective),
      JournalColumn("noise", noise),
    ]
  }
}

extension WithdrawalRecord: JournalRow {
  static let table = "withdrawals"
  static let key = ["withdrawal"]

  init(row: Row) throws {
    self.init(
      withdrawal: try row.decode(forColumn: "withdrawal"),
      ask: try row.decode(forColumn: "ask"),
      asks: try row.decode(forColumn: "asks"),
      tells: try row.decode(forColumn: "tells"))
  }

  func columns() -> [JournalColumn] {
    [
      JournalColumn("withdrawal", withdrawal), JournalColumn("ask", ask),
      JournalColumn("asks", asks), JournalColumn("tells", tells),
    ]
  }
}

extension OptimizationHeader: JournalRow {
  static let table = "optimization"
  static let key = ["optimization"]

  init(row: Row) throws {
    self.init(
      version: try row.decode(forColumn: "version"),
      space: try row.decode(forColumn: "space"),
      seed: try UInt64(seedIn: row),
      budget: try row.decode(forColumn: "budget"),
      isNoisy: try row.decode(forColumn: "is_noisy"),
      acquisition: try row.decode(forColumn: "acquisition"),
      hyperparameterSamples: try row.decode(forColumn: "hyperparameter_samples"))
  }

  func columns() -> [JournalColumn] {
    [
      JournalColumn("optimization", 1), JournalColumn("version", version),
      JournalColumn("space", space), JournalColumn("seed", String(seed)),
      JournalColumn("budget", budget), JournalColumn("is_noisy", isNoisy),
      JournalColumn("acquisition", acquisition),
      JournalColumn("hyperparameter_samples", hyperparameterSamples),
    ]
  }
}

/// Reads the numbers of a point.
private func pointCell(of row: Row) throws -> [Double] {
  let text: String = try row.decode(forColumn: "point")
  do {
    return try JSONDecoder().decode([Double].self, from: Data(text.utf8))
  } catch {
    throw UnreadableCell(column: "point", text: text)
  }
}
