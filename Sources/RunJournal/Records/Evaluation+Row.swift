import Foundation
import GRDB
import Multitask

// The evaluation of several targets has the weighted means in the columns that one target's has, and a list of the
// targets' own in `parts`; their examples' scores follow each other.

extension TrialRecord.Result {
  /// Reads an evaluation, or the failure recorded instead.
  ///
  /// - Parameters:
  ///   - scores: The name of the column of the examples' scores; nil without one.
  ///   - losses: The name of the column of the examples' losses; nil without one.
  init(row: Row, scores: String? = nil, losses: String? = nil) throws {
    let failure: String? = try row.decode(forColumn: "failure")
    self =
      if let failure {
        .failed(reason: failure)
      } else {
        .evaluated(try Evaluation(row: row, scores: scores, losses: losses))
      }
  }

  /// Returns the columns of an evaluation and that of a failure, of which one is filled.
  func columns() throws -> [JournalColumn] {
    let evaluation = evaluation
    var failure: String?
    if case .failed(let reason) = self { failure = reason }
    return [
      JournalColumn("metric", evaluation?.metric), JournalColumn("loss", evaluation?.loss),
      JournalColumn("examples", evaluation?.examples), JournalColumn("failure", failure),
      JournalColumn("parts", try evaluation?.parts.map { try json($0.map(Part.init)) }),
      JournalColumn("other_scores", try evaluation?.others.map { try json($0) }),
    ]
  }

  /// The column of the scores of the examples.
  var scores: JournalColumn {
    JournalColumn("scores", evaluation?.ofExamples(\.scores)?.littleEndian)
  }

  /// The column of the losses of the examples.
  var losses: JournalColumn {
    JournalColumn("losses", evaluation?.ofExamples(\.losses)?.littleEndian)
  }
}

/// More examples than a target can have, so that their sum is within whole numbers.
private let mostExamples = 1_000_000_000_000

/// The evaluation of a target in the list of them.
private struct Part: Codable {
  let task: Int
  let share: Double
  let metric: Double
  let loss: Double
  let examples: Int

  init(_ part: TargetEvaluation) {
    task = part.task.rawValue
    share = part.share
    metric = part.evaluation.metric
    loss = part.evaluation.loss
    examples = part.evaluation.examples
  }
}

extension Evaluation {
  fileprivate init(row: Row, scores: String?, losses: String?) throws {
    let metric: Double = try row.decode(forColumn: "metric")
    let loss: Double = try row.decode(forColumn: "loss")
    let examples: Int = try row.decode(forColumn: "examples")
    func numbers(_ column: String?) throws -> [Float]? {
      try column.flatMap { try [Float](row: row, column: $0, count: examples) }
    }
    let others: [String: Double]? = try decoded("other_scores", in: row)
    guard let parts: [Part] = try decoded("parts", in: row) else {
      self.init(
        metric: metric, loss: loss, examples: examples, scores: try numbers(scores),
        losses: try numbers(losses), others: others)
      return
    }
    guard !parts.isEmpty,
      parts.allSatisfy({ (0...mostExamples).contains($0.examples) && $0.share > 0 }),
      parts.reduce(0, { $0 + Double($1.examples) }) == Double(examples)
    else {
      throw UnreadableCell(
        column: "parts", text: "\(parts.map(\.examples)) of \(examples) examples")
    }
    let (scores, losses) = (try numbers(scores), try numbers(losses))
    var first = 0
    let mean = Evaluation(
      meanOf: parts.map { part in
        let own = first..<first + part.examples
        first = own.upperBound
        return TargetEvaluation(
          task: TaskIndex(part.task), share: part.share,
          evaluation: Evaluation(
            metric: part.metric, loss: part.loss, examples: part.examples,
            scores: scores.map { Array($0[own]) }, losses: losses.map { Array($0[own]) }))
      }, others: others)
    guard mean.metric == metric, mean.loss == loss else {
      throw UnreadableCell(
        column: "parts", text: "a mean of \(mean.metric) and \(mean.loss)")
    }
    self = mean
  }

  /// The values of the examples, those of the targets in their order; nil where a target has none.
  fileprivate func ofExamples(_ values: KeyPath<Evaluation, [Float]?>) -> [Float]? {
    guard let parts else { return self[keyPath: values] }
    let own = parts.compactMap { $0.evaluation[keyPath: values] }
    return own.count == parts.count ? own.flatMap(\.self) : nil
  }
}

/// Reads a cell of JSON; nil for NULL.
private func decoded<Value: Decodable>(_ column: String, in row: Row) throws -> Value? {
  let text: String? = try row.decode(forColumn: column)
  return try text.map { text in
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw UnreadableCell(column: column, text: text)
    }
  }
}
