import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import PretrainedEncoders
import RunJournal
import TaskData
import TorchTrainer

extension DeviceComparison {
  /// The forward pass of an encoder, training steps, and a search.
  ///
  /// A frozen encoder has no step of its own: it is a forward pass, and then as `attention`.
  static func trainings(encoder: RandomEncoder) -> [DeviceComparison] {
    [
      forwardPass(of: encoder), trainingStep(.attention, encoder), trainingStep(.pooled, encoder),
      trainingStep(.tuned, encoder), search,
    ]
  }

  /// The vectors of sentences of 8 to 104 tokens.
  private static func forwardPass(of encoder: RandomEncoder) -> DeviceComparison {
    DeviceComparison(name: "forward pass of an encoder", tolerance: 1e-3) { path, repetitions in
      try withFolder(of: encoder) { folder in
        let embedder = try SentenceEmbedder(EncoderFolder(path: folder), on: path.device)
        let sentences = (0..<32).map { String(repeating: "a word, ", count: 1 + $0 / 2) }
        return try path.run {
          var vectors: [[Float]] = []
          return try DeviceMeasurement(repetitions: repetitions) {
            vectors = try embedder.vectors(of: sentences)
          } waiting: {
          } numbers: {
            vectors
          }
        }
      }
    }
  }

  /// The losses of some steps.
  ///
  /// Steps of AdamW are of one size for gradients of any size, so that last bits grow.
  private static func trainingStep(
    _ encoding: SentenceEncoding, _ encoder: RandomEncoder
  ) -> DeviceComparison {
    DeviceComparison(name: "training step, \(encoding)", tolerance: 0.01) { path, repetitions in
      try withFolder(of: encoder) { folder in
        var settings = TorchTrainerSettings()
        (settings.encoder, settings.model, settings.device) = (encoding, folder, path.choice)
        let factory = try factory(settings)
        return try path.run {
          let trainer = try factory.makeTrainer(seed: 1)
          var losses: [Float] = []
          return try DeviceMeasurement(repetitions: repetitions) {
            losses += try trainer.train(on: [factory.primary]).losses.map { Float($0) }
          } waiting: {
          } numbers: {
            for _ in 0..<4 {
              losses += try trainer.train(on: [factory.primary]).losses.map { Float($0) }
            }
            return [losses]
          }
        }
      }
    }
  }

  /// The test score of the mixture that a search recommends; the last bits may lead to another mixture.
  ///
  /// A search has threads of its own, so that it uses our kernels on the CPU in any case.
  private static var search: DeviceComparison {
    DeviceComparison(name: "small search", tolerance: 0.1) { path, _ in
      var settings = SearchSettings(workers: 1)
      (settings.selection.rounds, settings.selection.batchesPerPull) = (8, 50)
      (settings.mixing.trials, settings.mixing.initialTrials, settings.mixing.steps) = (6, 4, 100)
      settings.confirmation.seeds = 2
      var training = TorchTrainerSettings()
      training.device = path.choice
      let factory = try factory(training)
      let journal = try Journal.inMemory(
        header: RunHeader(
          version: "benchmark", experiment: "{}", origin: "synthetic", isSynthetic: true,
          tasks: factory.tasks))
      let start = ContinuousClock.now
      let outcome = try await Search(factory, settings: settings).run(on: journal)
      let best = outcome.standings.first?.scores?.mean ?? .nan
      return DeviceMeasurement(
        numbers: [[Float(best)]], seconds: (ContinuousClock.now - start) / .seconds(1))
    }
  }

  private static func factory(
    _ settings: TorchTrainerSettings
  ) throws -> TorchTrainerFactory {
    let suite = try TaskSuite.synthetic(seed: 1, names: ["rte", "mnli", "wnli"])
    let streams = RandomStreams(seed: 1)
    return try TorchTrainerFactory(
      tasks: suite.tasks.map { SplitTask($0, in: SplitOrder(using: streams.stream("held-out"))) },
      primary: TaskIndex(0), settings: settings)
  }

  /// Runs a body on a folder with an encoder in it, which is removed afterwards.
  private static func withFolder<Result>(
    of encoder: RandomEncoder, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "autosem-encoder-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try encoder.write(to: folder)
    return try body(folder.path(percentEncoded: false))
  }
}
