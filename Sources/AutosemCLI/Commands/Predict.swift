import ArgumentParser
import Foundation
import GSLNumerics
import Reports
import RunJournal
import TaskData
import TorchTrainer

/// `autosem predict`.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predicts the labels or numbers of a file with the model that a run has kept.",
    discussion: """
      The file has the columns of the task's inputs, in any format that tasks take. If it has the column of the label \
      or number too, the predictions are scored. A row is printed for each row of the file, in its order.

        autosem run tickets.yml --save-model
        autosem predict runs/tickets new.csv --output predicted.csv

      docs/predict.md describes the output and the files of a model.
      """)

  /// A form of the predictions.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, json, jsonl
  }

  @Argument(help: "The folder of the run.", completion: .directory)
  var folder: String

  @Argument(help: "The file with the inputs.", completion: .file())
  var file: String

  @Option(help: "The target to predict. Default: the primary.")
  var task: String?

  @Option(
    help: ArgumentHelp(
      "The file for the predictions. Default: standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "A table with commas (the default), JSON, or a JSON object a line.")
  var format: Format?

  @OptionGroup var form: JSONOption

  @Option(
    help: ArgumentHelp(
      "The folder of the pretrained encoder, if it is no longer where it was.", valueName: "folder"),
    completion: .directory)
  var encoder: String?

  func validate() throws {
    try form.checkAlone(beside: format)
  }

  func run() throws {
    try reportingProblems {
      BLASKernels.loadBest()
      let model = try SavedModel(contentsOf: folder, encoder: encoder)
      let task = try model.task(named: task)
      guard let columns = task.columns else { throw SavedModelError.noColumns(task: task.name) }
      let table = try InputTable(of: file, columns: columns, target: task.target)
      let predictions = try model.predictions(
        of: table.examples, task: task.name, progress: encodingLines())
      let result = PredictionFile(predictions, answers: table.answers)
      for note in table.notes { complain("note: \(note)") }
      let text =
        switch format ?? (form.json ? .json : .csv) {
        case .csv: result.csv
        case .json: try result.json()
        case .jsonl: try result.jsonLines()
        }
      guard let output else {
        try emit(text)
        if let score = result.scoreSentence { complain(score) }
        return
      }
      do {
        try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
      } catch {
        throw SavedModelError.unreadable(path: output, reason: error.systemReason)
      }
      try show(
        "\(table.examples.count) predictions in \(output)"
          + (result.scoreSentence.map { ": \($0)" } ?? ""))
    }
  }
}

extension PredictionFile {
  /// Gathers predictions and the answers that the file has.
  init(_ predictions: Predictions, answers: [Double?]) {
    let task = predictions.task
    func answer(_ value: Double) -> PredictionFile.Answer {
      task.labels.map { .label($0[Int(value)]) } ?? .number(value)
    }
    self.init(
      task: task.name, metric: task.metric, labels: task.labels ?? [],
      rows: predictions.values.indices.map { row in
        PredictionFile.Row(
          row: row + 1, prediction: answer(predictions.values[row]),
          probabilities: predictions.probabilities[row], actual: answers[row].map(answer))
      },
      score: predictions.score(against: answers))
  }
}
