import ArgumentParser
import Foundation
import GSLNumerics
import Multitask
import PretrainedEncoders
import TaskData
import Tensors
import TorchTrainer

/// Prints the vector of each sentence of a file, a JSON object with its `text` a line, as JSON.
struct EmbedBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed", abstract: "Prints the vectors of sentences by a pretrained encoder.")

  private struct Line: Decodable { let text: String }

  @Argument(help: "The folder of the encoder.", completion: .directory)
  var model: String

  @Argument(
    help: "The file of the sentences, a JSON object with its text a line.", completion: .file())
  var sentences: String

  func run() throws {
    try TensorEngine.setThreads(1)
    let texts = try Data(contentsOf: URL(filePath: sentences)).split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(Line.self, from: Data($0)).text }
    for vector in try SentenceEmbedder(EncoderFolder(path: model)).vectors(of: texts) {
      print(vector)
    }
  }
}

/// Times the encoding of RTE's training sentences by a pretrained encoder, on one thread.
struct EncodeBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode", abstract: "Times a pretrained encoder on RTE's training sentences.")

  @Argument(help: "The folder of the encoder.", completion: .directory)
  var model: String

  @Argument(help: "The folder with GLUE's tasks.", completion: .directory)
  var glue: String

  func run() throws {
    try TensorEngine.setThreads(1)
    let task = try TaskSuite.glue(names: ["rte"], from: URL(filePath: glue)).task(named: "rte")
    let sentences = task.training.prefix(500).flatMap { [$0.first, $0.second ?? ""] }
    let embedder = try SentenceEmbedder(EncoderFolder(path: model))
    _ = try embedder.vectors(of: Array(sentences.prefix(50)))
    for _ in 0..<3 {
      var first: Float = 0
      let seconds = try processorSeconds {
        first = try embedder.vectors(of: Array(sentences))[0][0]
      }
      report("encode", seconds, repetitions: sentences.count)
      print("first number \(first)")
    }
  }
}

/// Times the training of a whole pretrained encoder on RTE, 16 pairs a batch, on one thread.
struct TuneBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune", abstract: "Times the training of a whole pretrained encoder on RTE.")

  @Argument(help: "The folder of the encoder.", completion: .directory)
  var model: String

  @Argument(help: "The folder with GLUE's tasks.", completion: .directory)
  var glue: String

  func run() throws {
    let task = try TaskSuite.glue(names: ["rte"], from: URL(filePath: glue)).task(named: "rte")
    let split = SplitTask(task, in: SplitOrder(using: RandomStreams(seed: 1).stream("held-out")))
    let settings = TorchTrainerSettings(
      encoder: .tuned, model: model, learningRate: 0.00005, batchSize: 16, maximumTokens: 128)
    let trainer = try TorchTrainerFactory(
      tasks: [split], primary: TaskIndex(0), settings: settings
    ).makeTrainer(seed: 1)
    _ = try trainer.train(task: TaskIndex(0), batches: 2)
    for _ in 0..<3 {
      let batches = 10
      let seconds = try processorSeconds {
        _ = try trainer.train(task: TaskIndex(0), batches: batches)
      }
      report("tune", seconds, repetitions: batches)
    }
  }
}
