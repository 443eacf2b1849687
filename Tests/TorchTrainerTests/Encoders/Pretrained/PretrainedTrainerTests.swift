import Foundation
import GSLNumerics
import Multitask
import PretrainedEncoders
import Tensors
import TestSupport
import Testing
import TrainerConformance

@testable import TorchTrainer

@Suite struct PretrainedTrainerTests {
  private func settings(_ encoder: SentenceEncoding, _ model: String?) -> TorchTrainerSettings {
    var settings = smallSettings(encoder)
    settings.model = model
    return settings
  }

  /// Whether the layers below are computed once or every time, an example has the same vector.
  @Test func theLayersThatAreTrainedBeginAsTheEncoder() throws {
    var pieces = PieceBatch()
    pieces.append([2, 5, 7, 11, 3])
    pieces.append([2, 4, 3, 22, 3], types: [0, 0, 0, 1, 1])
    try TinyBert.withFolder { folder in
      let below = try BertEncoder(folder, depth: 2).vectors(of: pieces, above: [0, 1, 2])
      let expected = try below[2].groupMeans(offsets: pieces.offsets).numbers()
      let contents: [(layers: Int?, content: SentenceBatch.Content)] = [
        (nil, .pieces(pieces)), (2, .vectors(below[0])), (1, .vectors(below[1])),
      ]
      for (layers, content) in contents {
        let batch = SentenceBatch(
          examples: 2, isPair: false, tokens: [], offsets: pieces.offsets, content: content)
        let encoder = try TunedEncoder(folder, layers: layers)
        let parameters = try encoder.parameters.map {
          try Tensor(
            $0.initialNumbers(using: RandomStreams(seed: 1).stream("none")), shape: $0.shape)
        }
        var dropout = Dropout.none
        let vectors = try encoder.encode(batch, parameters[...], dropout: &dropout).numbers()
        #expect(zip(vectors, expected).allSatisfy { abs($0 - $1) < 0.01 }, "half precision below")
      }
    }
  }

  @Test(arguments: [1, 2])
  func someLayersConform(count: Int) throws {
    try TinyBert.withFolder { folder in
      var tuned = settings(.tuned, folder.path)
      tuned.tunedLayers = count
      try checkTrainer(factory(SampleTasks.all(), tuned))
      var frozen = settings(.frozen, folder.path)
      frozen.layers = count
      frozen.pairNumbers = count == 2 ? .all : .none
      try checkTrainer(factory(SampleTasks.all(), frozen))
    }
  }

  /// `validate` makes a factory, and no trainer.
  @Test(arguments: [SentenceEncoding.frozen, .tuned])
  func weightsThatContradictTheConfigurationAreRefused(encoder: SentenceEncoding) throws {
    for (old, new) in [
      ("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"),
      ("\"intermediate_size\": 24", "\"intermediate_size\": 32"),
      ("\"max_position_embeddings\": 64", "\"max_position_embeddings\": 65"),
    ] {
      try TinyBert.withFolder { folder in
        let path = folder.path + "/config.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: PretrainedEncoderError.self) {
          try factory(SampleTasks.all(), settings(encoder, folder.path))
        }
      }
    }
  }

  /// Three equal steps of warm-up, so the first is a third of what it is without.
  @Test func stepsRiseToTheirSizeOverTheWarmUp() throws {
    func change(warmup: Int, batches: Int) throws -> Double {
      var settings = smallSettings()
      (settings.warmup, settings.weightDecay, settings.clipNorm) = (warmup, 0, 1e9)
      let trainer = try factory(SampleTasks.all(), settings).makeCheckpointingTrainer(seed: 1)
      let before = try trainer.snapshot().bytes
      _ = try trainer.train(task: TaskIndex(0), batches: batches)
      return zip(floats(before), floats(try trainer.snapshot().bytes)).reduce(0) {
        max($0, Double(abs($1.0 - $1.1)))
      }
    }
    // AdamW's first step changes a parameter by the learning rate at most.
    #expect(abs(try change(warmup: 0, batches: 1) - 0.01) < 1e-5)
    #expect(abs(try change(warmup: 3, batches: 1) - 0.01 / 3) < 1e-5)
  }

  /// The shared parameters at the beginning of a snapshot.
  private func floats(_ bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: 4 * 8192, by: 4).map { offset in
      Float(
        bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) })
    }
  }

  @Test func settingsThatDoNotFitTheEncoderAreErrors() throws {
    #expect(throws: PretrainedInputError.noModel(encoder: .frozen)) {
      try factory(SampleTasks.all(), settings(.frozen, nil))
    }
    try TinyBert.withFolder { folder in
      var deep = settings(.frozen, folder.path)
      deep.layers = 3
      #expect(
        throws: PretrainedInputError.tooManyLayers(key: "trainer.layers", layers: 3, depth: 2)
      ) {
        try factory(SampleTasks.all(), deep)
      }
    }
  }

  @Test func everySentenceIsEncodedOnceAcrossRuns() throws {
    try TinyBert.withFolder { folder in
      var seen: [EncodingProgress] = []
      let settings = settings(.frozen, folder.path)
      try factory([SampleTasks.pairs(60)], settings).encodeSentences { seen.append($0) }
      let last = try #require(seen.last)
      // 60 examples and 20 of them again to test with.
      #expect(last == EncodingProgress(done: 120, total: 120))

      let second = try factory([SampleTasks.pairs(60)], settings)
      try second.encodeSentences { _ in Issue.record("all of it is there") }
      let runs = seen.count
      let more = try factory([SampleTasks.pairs(60), SampleTasks.sentences(40)], settings)
      try more.encodeSentences { seen.append($0) }
      #expect(seen.last == EncodingProgress(done: 160, total: 160))
      #expect(seen[runs].done > 120, "only what is new")
      let losses = try [second, factory([SampleTasks.pairs(60)], settings)].map {
        try $0.makeTrainer(seed: 1).train(task: TaskIndex(0), batches: 3).losses
      }
      #expect(losses[0] == losses[1])
    }
  }

  @Test func aPairTogetherIsNotItsSentencesApart() throws {
    try TinyBert.withFolder { folder in
      let task = SampleTasks.pairs(4)
      let tokenizer = folder.tokenizer
      let apart = SequenceTable([task], .apart, tokenizer: tokenizer, limit: 64)
      let together = SequenceTable([task], .together, tokenizer: tokenizer, limit: 64)
      #expect(apart.perExample == [2])
      #expect(together.perExample == [1])
      let one = together.sequences(of: 0, task: 0, split: .training).map { Int($0) }
      let two = apart.sequences(of: 0, task: 0, split: .training).map { Int($0) }
      let (joint, parts) = (together.pieces(of: one), apart.pieces(of: two))
      // The second's own mark at the beginning is not there.
      #expect(joint.ids.count == parts.ids.count - 1)
      #expect(joint.types.filter { $0 == 1 }.count == apart.length(of: two[1]) - 1)
      #expect(joint.positions == Array(0..<Int32(joint.ids.count)))
    }
  }
}
