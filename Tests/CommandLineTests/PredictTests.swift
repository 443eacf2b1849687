import Foundation
import Multitask
import RunJournal
import TestSupport
import Testing

/// A model that a run keeps, and what it predicts.
@Suite(.serialized) struct PredictTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let words = ["awful", "poor", "fine", "great"]
    func reviews(_ numbers: Range<Int>) -> String {
      numbers.map { "a \(words[$0 % 4]) film no. \($0),\($0 % 4 < 2 ? "bad" : "good")\n" }.joined()
    }
    try folder.write("body,stars\n" + reviews(0..<100), to: "reviews.csv")
    try folder.write("body,stars\n" + reviews(100..<130), to: "test.csv")
    let grades = (0..<100).map { "{\"text\": \"a \(words[$0 % 4]) meal\", \"grade\": \($0 % 4)}\n" }
    try folder.write(grades.joined(), to: "grades.jsonl")
    try folder.write(
      """
      primary: reviews
      tasks:
        reviews: {train: reviews.csv, test: test.csv, text: body, label: stars}
        grades: {train: grades.jsonl, text: text, target: grade}
      selection: {rounds: 0}
      mixing: {trials: 3, initial_trials: 2, steps: 20}
      confirmation: {seeds: 2}
      trainer: {embedding_buckets: 512, embedding_dimension: 16, hidden_dimension: 16}

      """, to: "own.yml")
  }

  private struct Model: Decodable {
    struct Origin: Decodable {
      let mixture: [String: Double]
      let seed: String
      let testScores: [String: Double]
    }
    let origin: Origin
  }

  private func model(of run: String) throws -> Model {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      Model.self, from: Data(contentsOf: URL(filePath: run + "/model.json")))
  }

  private struct Answer: Decodable {
    struct Row: Decodable {
      let row: Int
      let prediction: String
      let probabilities: [String: Double]
      let actual: String?
    }
    let score: Double?
    let predictions: [Row]
  }

  @Test(arguments: ["threads", "processes"])
  func itHasTheScoreOfConfirmation(executor: String) throws {
    let run = folder.path("run")
    let result = try Tool.run(
      "run", folder.path("own.yml"), "--save-model", "--output", run, "--set",
      "executor.kind=\(executor)")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("predict with: autosem predict \(run) FILE"))
    let model = try model(of: run)
    let runs = try Journal.open(in: URL(filePath: run)).confirmations()
    let kept = try #require(
      runs.first {
        "\($0.seed)" == model.origin.seed
          && $0.mixture.weights == [
            model.origin.mixture["reviews"], model.origin.mixture["grades"],
          ]
      })
    #expect(kept.replicate == 0)
    #expect(model.origin.testScores["reviews"] == kept.result.evaluation?.metric)
    let predicted = try Tool.run("predict", run, folder.path("test.csv"), "--json")
    #expect(predicted.status == 0, "\(predicted.errors)")
    let answer = try JSONDecoder().decode(Answer.self, from: Data(predicted.output.utf8))
    #expect(answer.score == kept.result.evaluation?.metric)
    #expect(answer.predictions.map(\.row) == Array(1...30))
  }

  @Test func aFinishedRunKeepsItWhenItIsResumed() throws {
    let run = folder.path("run")
    let first = try Tool.run("run", folder.path("own.yml"), "--output", run, "--quiet")
    #expect(first.status == 0, "\(first.errors)")
    let missing = try Tool.run("predict", run, folder.path("test.csv"))
    #expect(missing.status == 2)
    #expect(
      missing.errors.contains(
        "holds no model: 'autosem resume' with --save-model trains and keeps one there"))
    let resumed = try Tool.run("resume", run, "--save-model")
    #expect(resumed.status == 0 && resumed.output == first.output, "\(resumed.errors)")
    let file = URL(filePath: run + "/model.safetensors")
    let weights = try Data(contentsOf: file)
    // The files are made again if they are damaged, and are the same.
    try weights.prefix(100).write(to: file)
    let damaged = try Tool.run("predict", run, folder.path("test.csv"))
    #expect(damaged.status == 2 && damaged.errors.contains("model.safetensors: "))
    #expect(try Tool.run("resume", run, "--save-model", "--quiet").status == 0)
    #expect(try Data(contentsOf: file) == weights)
  }

  @Test func theFormsOfTheOutputAgree() throws {
    let run = folder.path("run")
    let kept = try Tool.run(
      "run", folder.path("own.yml"), "--output", run, "--quiet", "--set",
      "confirmation.save_model=true")
    #expect(kept.status == 0, "\(kept.errors)")
    try folder.write("id,body\n7,a great film\n8,\"awful, long\"\n", to: "new.csv")
    let table = try Tool.run("predict", run, folder.path("new.csv"))
    let lines = table.output.split(separator: "\n")
    #expect(lines.first == "row,prediction,probability of bad,probability of good")
    #expect(lines.count == 3 && table.errors.isEmpty, "\(table.errors)")
    let json = try Tool.run("predict", run, folder.path("new.csv"), "--format", "json")
    let answer = try JSONDecoder().decode(Answer.self, from: Data(json.output.utf8))
    #expect(answer.score == nil)
    for (line, row) in zip(lines.dropFirst(), answer.predictions) {
      let good = row.probabilities["good"] ?? 0
      let bad = row.probabilities["bad"] ?? 0
      #expect(line == "\(row.row),\(row.prediction),\(bad),\(good)")
      #expect(row.actual == nil)
    }
    let output = folder.path("predicted.jsonl")
    let written = try Tool.run(
      "predict", run, folder.path("test.csv"), "--format", "jsonl", "--output", output)
    #expect(written.output.hasPrefix("30 predictions in \(output): accuracy "))
    let objects = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
    #expect(objects.count == 30)
    #expect(
      try JSONDecoder().decode(Answer.Row.self, from: Data(objects[0].utf8)).actual == "bad")

    for (arguments, message) in [
      (["--task", "grades"], "the model has no task 'grades': 'reviews' was expected"),
      (["--output", folder.path("none/x.csv")], "cannot be read or written"),
    ] {
      let wrong = try Tool(["predict", run, folder.path("new.csv")] + arguments).result()
      #expect(wrong.status == 2 && wrong.errors.contains(message), "\(wrong.errors)")
    }
    try folder.write("text\nx\n", to: "wrong.csv")
    let wrong = try Tool.run("predict", run, folder.path("wrong.csv"))
    #expect(wrong.status == 2 && wrong.errors.contains("'body' was expected"), "\(wrong.errors)")
  }

  @Test func whatKeepsNoModelSaysSoBeforeItBegins() throws {
    let command = try Tool.run(
      "run", "--primary", "a", "--auxiliary", "b", "--save-model", "--set", "trainer.kind=command",
      "--set", "trainer.command=[none]", "--output", folder.path("run"))
    #expect(command.status == 2)
    #expect(
      command.errors.contains(
        "'confirmation.save_model': the built-in trainer alone keeps a model"),
      "\(command.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
  }
}
