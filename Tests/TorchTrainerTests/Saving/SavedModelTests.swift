import Foundation
import GSLNumerics
import Multitask
import PretrainedEncoders
import TaskData
import TestSupport
import Testing
import TorchTrainer

/// A model in files predicts as the trainer that it was made of.
@Suite struct SavedModelTests {
  /// Settings, tasks and targets of a trainer.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var encoder = SentenceEncoding.attention
    var pairNumbers = PairNumberSet.none
    var tunedLayers = 0
    var sharing = ParameterSharing.hard
    var tasks: @Sendable () -> [SplitTask] = { SampleTasks.all() }
    var targets: [NamedTarget] = []
    var testDescription: String { name }

    var settings: TorchTrainerSettings {
      var settings = smallSettings(encoder)
      settings.pairNumbers = pairNumbers
      (settings.tunedLayers, settings.sharing) = (tunedLayers, sharing)
      return settings
    }
  }

  static let cases = [
    Case(name: "attention"), Case(name: "pooled", encoder: .pooled),
    Case(name: "frozen", encoder: .frozen),
    Case(name: "frozen with numbers", encoder: .frozen, pairNumbers: .all),
    Case(name: "tuned", encoder: .tuned),
    Case(name: "tuned in its last layer", encoder: .tuned, tunedLayers: 1),
    Case(name: "soft sharing", sharing: .soft),
    Case(name: "block-sparse sharing", sharing: .blockSparse),
    Case(name: "a number", tasks: { [SampleTasks.similarity(120), SampleTasks.pairs(120)] }),
    Case(
      name: "features beside text",
      tasks: {
        [points("sides"), SampleTasks.sentences(120), points("others", ["x", "y", "same"])]
      }
    ),
    Case(
      name: "features alone", tasks: { [points("sides"), points("others", ["x", "y", "same"])] }),
    Case(
      name: "two targets, the first of them last",
      tasks: { [SampleTasks.sentences(120), SampleTasks.similarity(120), SampleTasks.pairs(120)] },
      targets: [NamedTarget("pairs"), NamedTarget("sentences")]),
  ]

  /// Points, of whose features 'same' is constant.
  private static func points(_ name: String, _ features: [String] = ["a", "b"]) -> SplitTask {
    let stream = RandomStreams(seed: 3).stream(name)
    let examples = (0..<160).map { _ in
      let point = features.map { $0 == "same" ? 4.5 : 10 + stream.normal() }
      return Example(features: point, target: point[0] > point[1] ? 1 : 0)
    }
    let task = TaskDataset(
      name: name, target: .classes(["no", "yes"]), metric: .accuracy, features: features,
      training: Array(examples.prefix(120)), test: Array(examples.suffix(40)))
    return SplitTask(task, in: SplitOrder(using: RandomStreams(seed: 3).stream("split")))
  }

  /// Trains a model, and calls a body with its trainer, its tasks and the folder that it was written into.
  private func withModel(
    _ this: Case = cases[0], _ body: (any Trainer, [SplitTask], TemporaryFolder) throws -> Void
  ) throws {
    try TinyBert.withFolder { encoder in
      let tasks = this.tasks()
      var settings = this.settings
      settings.model = encoder.path
      let primary = tasks.firstIndex { $0.task.name == this.targets.first?.name } ?? 0
      let factory = try TorchTrainerFactory(
        tasks: tasks, primary: TaskIndex(primary), targets: this.targets, settings: settings,
        cache: encoder.path + "/cache")
      let trainer = try factory.makeTrainer(seed: 5)
      for _ in 0..<6 { _ = try trainer.train(on: tasks.indices.map { TaskIndex($0) }) }
      let folder = try TemporaryFolder()
      try #require(try factory.model(of: trainer)).write(to: folder.path(""))
      try body(trainer, tasks, folder)
    }
  }

  private func load(_ folder: TemporaryFolder, encoder: String? = nil) throws -> SavedModel {
    try SavedModel(
      contentsOf: folder.path(""), encoder: encoder, cache: folder.path("cache"))
  }

  @Test(arguments: cases) func itsPredictionsHaveTheScoresOfTheTrainer(this: Case) throws {
    try withModel(this) { trainer, tasks, folder in
      let model = try load(folder)
      let names = this.targets.isEmpty ? [tasks[0].task.name] : this.targets.map(\.name)
      #expect(model.tasks.map(\.name) == names)
      for name in names {
        let index = try #require(tasks.firstIndex { $0.task.name == name })
        let expected = try trainer.evaluate(task: TaskIndex(index), split: .test)
        let test = tasks[index].task.test
        let predictions = try model.predictions(of: test, task: name)
        #expect(predictions.score(against: test.map(\.target)) == expected.metric)
        if case .classes(let labels) = tasks[index].task.target {
          #expect(predictions.probabilities.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-9 })
          for (row, value) in predictions.values.enumerated() {
            #expect(predictions.label(of: row) == labels[Int(value)])
            let probabilities = predictions.probabilities[row]
            #expect(probabilities[Int(value)] == probabilities.max())
          }
        }
      }
      #expect(throws: SavedModelError.unknownTask("none", available: names)) {
        try model.predictions(of: [], task: "none")
      }
    }
  }

  @Test func itIsTheSameAfterItWasReadAndWritten() throws {
    try withModel { _, _, folder in
      let copy = try TemporaryFolder()
      try load(folder).write(to: copy.path(""))
      for file in ["model.json", "model.safetensors"] {
        #expect(
          try Data(contentsOf: folder.url.appending(path: file))
            == Data(contentsOf: copy.url.appending(path: file)))
      }
    }
  }

  @Test func anInputOfAnotherKindIsNamed() throws {
    try withModel { _, tasks, folder in
      let model = try load(folder)
      let single = Example(first: "one", target: 0)
      #expect {
        try model.predictions(of: [tasks[0].task.test[0], single])
      } throws: {
        "\($0)" == "input 1 of 'pairs' has one text, two were expected"
      }
      #expect(throws: SavedModelError.self) {
        try model.predictions(of: [Example(features: [1], target: 0)])
      }
      #expect(try model.predictions(of: []).values.isEmpty)
    }
  }

  @Test func aPretrainedEncoderMayMoveButNotChange() throws {
    try withModel(Case(name: "frozen", encoder: .frozen)) { _, tasks, folder in
      let moved = try TemporaryFolder()
      try TinyBert.write(to: moved.url)
      let test = tasks[0].task.test
      let expected = try load(folder).predictions(of: test).values
      #expect(try load(folder, encoder: moved.path("")).predictions(of: test).values == expected)
      let vocabulary = try String(contentsOfFile: moved.path("vocab.txt"), encoding: .utf8)
      try moved.write(vocabulary.replacing("the", with: "thy"), to: "vocab.txt")
      #expect(throws: SavedModelError.otherEncoder(path: moved.path(""))) {
        try load(folder, encoder: moved.path(""))
      }
    }
  }

  // MARK: - Damage

  @Test func aMissingModelIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect(throws: SavedModelError.noModel(folder: folder.path(""))) { try load(folder) }
  }

  @Test func damagedWeightsAreNamed() throws {
    try withModel { _, _, folder in
      let file = folder.url.appending(path: "model.safetensors")
      let whole = try Data(contentsOf: file)
      for length in [0, 4, 20, whole.count / 2, whole.count - 1] {
        try whole.prefix(length).write(to: file)
        #expect(throws: SavedModelError.self, "\(length) bytes") { try load(folder) }
      }
      var broken = whole
      broken.replaceSubrange(whole.count - 4..<whole.count, with: [0, 0, 0xc0, 0x7f])
      try broken.write(to: file)
      #expect { try load(folder) } throws: { "\($0)".contains("is no finite number: delete") }
      try FileManager.default.removeItem(at: file)
      #expect { try load(folder) } throws: { "\($0)".contains("the file does not exist") }
    }
  }

  @Test func weightsOfAnotherModelAreNamed() throws {
    try withModel { _, _, folder in
      try withModel(Case(name: "soft", sharing: .soft)) { _, _, other in
        try folder.write(
          Data(contentsOf: other.url.appending(path: "model.safetensors")), to: "model.safetensors")
        #expect { try load(folder) } throws: { "\($0)".contains("is missing") }
      }
    }
  }

  /// Each number, list, word and object of the description is replaced in turn.
  @Test(arguments: [0, 3, 9]) func anEditedDescriptionNeverTraps(number: Int) throws {
    try withModel(Self.cases[number]) { _, tasks, folder in
      let path = folder.url.appending(path: "model.json")
      let text = try String(contentsOf: path, encoding: .utf8)
      let values = text.matches(of: #/: ("[^"]*"|-?[0-9.e+-]+|true|false)/#)
      #expect(values.count > 20)
      var refused = 0
      for value in values {
        for other in ["-1", "0", "4", "1000000000000000000", "\"\"", "null", "[]", "{}", "1e300"] {
          var edited = text
          edited.replaceSubrange(value.output.1.startIndex..<value.output.1.endIndex, with: other)
          try folder.write(edited, to: "model.json")
          do {
            _ = try load(folder).predictions(of: Array(tasks[0].task.test.prefix(2)))
          } catch {
            #expect(!"\(error)".isEmpty)
            refused += 1
          }
        }
      }
      #expect(refused > values.count)
      for length in [0, 1, text.count / 2] {
        try folder.write(String(text.prefix(length)), to: "model.json")
        #expect(throws: SavedModelError.self) { try load(folder) }
      }
    }
  }
}
