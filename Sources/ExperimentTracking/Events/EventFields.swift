import Foundation
import Multitask
import RunJournal

/// The fields of an event's line, in the schema's snake case; those that an event does not have are left out.
struct EventFields: Encodable {
  let event: String

  // Of a run.
  var format: Int?
  var run: String?
  var kind: String?
  var version: String?
  var primary: String?
  var metricName: String?
  var synthetic: Bool?
  var tasks: [TaskFields]?
  var settings: [String: String]?
  var state: String?
  var verdict: String?

  // Of a training.
  var of: Int?
  var metric: Double?
  var loss: Double?
  var examples: Int?
  var failure: String?
  var mixture: [String: Double]?
  /// A text, since it may exceed what readers of JSON take for a number.
  var seed: String?
  var batches: Int?
  var seconds: Double?

  // Of stage one.
  var round: Int?
  var task: String?
  var reward: Double?
  var baseline: Double?
  var arms: [ArmFields]?

  // Of stage two.
  var trial: Int?
  var proposal: String?
  var reached: Int?
  var measurements: Int?
  var regret: Double?
  var noise: Double?
  var predictedMean: Double?
  var predictedStandardDeviation: Double?

  // Of confirmation and of a comparison.
  var candidate: String?
  var replicate: Int?
  var policies: [String]?
  var skipped: [String]?
  var policy: String?
  var validationMetric: Double?
  var validationLoss: Double?
  var keptAt: Int?

  init(_ event: String) {
    self.event = event
  }

  init(_ event: String, result: TrialRecord.Result) {
    self.event = event
    switch result {
    case .evaluated(let evaluation):
      (metric, loss, examples) = (evaluation.metric, evaluation.loss, evaluation.examples)
    case .failed(let reason): failure = reason
    }
  }

  /// The line, with sorted keys and its end; what JSON cannot hold is written as a text.
  var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("the fields of '\(event)' have a form in JSON")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  static func run(ofFirst line: String) -> String? {
    struct First: Decodable {
      let event: String
      let run: String
    }
    let first = try? JSONDecoder().decode(First.self, from: Data(line.utf8))
    return first?.event == "began" ? first?.run : nil
  }
}

/// A task of a run.
struct TaskFields: Encodable {
  let name: String
  let metric: String
  let trainingExamples: Int
  let validationExamples: Int
  let testExamples: Int

  init(_ task: TaskSummary) {
    name = task.name
    metric = task.metric
    trainingExamples = task.trainingExamples
    validationExamples = task.validationExamples
    testExamples = task.testExamples
  }
}

/// An arm at the end of stage one.
struct ArmFields: Encodable {
  let task: String
  let pulls: Int
  let successes: Double
  let failures: Double
  let utility: Double
  let probabilityHelps: Double?
  let kept: Bool
}
