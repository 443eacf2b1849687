import AutoSeM
import Foundation
public import Multitask

/// The predictions of a model for the rows of a file, for another program.
public struct PredictionFile: Encodable, Sendable {
  let format = 1
  let task: String
  let metric: String
  let score: Double?
  let scoredRows: Int
  let predictions: [Entry]
  private let labels: [String]
  private let rows: [Row]

  /// What is predicted, or is right.
  public enum Answer: Equatable, Sendable, Encodable {
    /// One of the labels.
    case label(String)
    /// A number.
    case number(Double)

    /// Encodes the text or the number alone.
    public func encode(to encoder: any Encoder) throws {
      var value = encoder.singleValueContainer()
      switch self {
      case .label(let label): try value.encode(label)
      case .number(let number): try value.encode(number)
      }
    }

    var text: String {
      switch self {
      case .label(let label): label
      case .number(let number): "\(number)"
      }
    }
  }

  /// The prediction for a row.
  public struct Row: Sendable {
    let row: Int
    let prediction: Answer
    let probabilities: [Double]
    let actual: Answer?

    /// Creates a prediction.
    ///
    /// - Parameters:
    ///   - row: The number of the row, from one.
    ///   - prediction: What is predicted.
    ///   - probabilities: The probability of each label; empty for a number.
    ///   - actual: What the file has; nil for nothing.
    public init(row: Int, prediction: Answer, probabilities: [Double], actual: Answer?) {
      (self.row, self.prediction) = (row, prediction)
      (self.probabilities, self.actual) = (probabilities, actual)
    }
  }

  struct Entry: Encodable {
    let row: Int
    let prediction: Answer
    let probabilities: [String: Double]?
    let actual: Answer?
  }

  private enum CodingKeys: CodingKey {
    case format, task, metric, score, scoredRows, predictions
  }

  /// Gathers predictions.
  ///
  /// - Parameters:
  ///   - task: The name of the task.
  ///   - metric: Its metric.
  ///   - labels: Its labels; empty for a number.
  ///   - rows: The predictions.
  ///   - score: Their score over the rows that have an answer; nil without one.
  public init(task: String, metric: Metric, labels: [String], rows: [Row], score: Double?) {
    (self.task, self.metric, self.score) = (task, metric.rawValue, score)
    (self.labels, self.rows) = (labels, rows)
    scoredRows = rows.count { $0.actual != nil }
    predictions = rows.map { row in
      Entry(
        row: row.row, prediction: row.prediction,
        probabilities: labels.isEmpty
          ? nil : Dictionary(uniqueKeysWithValues: zip(labels, row.probabilities)),
        actual: row.actual)
    }
  }

  /// The score as a phrase; nil without one.
  public var scoreSentence: String? {
    score.map { "\(metric) \(fixed($0)) on the \(scoredRows) rows with an answer" }
  }

  /// The predictions as a table with commas.
  public var csv: String {
    let hasAnswers = scoredRows > 0
    return CSVTable(
      columns: ["row", "prediction"] + (hasAnswers ? ["actual"] : [])
        + labels.map { "probability of \($0)" },
      rows: rows.map { row in
        ["\(row.row)", row.prediction.text] + (hasAnswers ? [row.actual?.text ?? ""] : [])
          + row.probabilities.map { csvNumber($0) }
      }
    ).csv
  }

  /// The predictions and their score as JSON with sorted keys.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot hold.
  public func json() throws -> String { try resultJSON(self) }

  /// The predictions as JSON objects, one a line.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot hold.
  public func jsonLines() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try predictions.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
      .joined()
  }
}
