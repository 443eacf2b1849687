import Multitask
import PretrainedEncoders
import TaskData
import Tensors
import Testing

@testable import TorchTrainer

@Suite struct PairAlignmentsTests {
  private func dataset(_ pairs: [(String, String)], isDerived: Bool = false) -> TaskDataset {
    let examples = pairs.map { Example(first: $0.0, second: $0.1, target: 0) }
    return TaskDataset(
      name: isDerived ? "p-derived" : "p", target: .number(0...1), metric: .pearson,
      training: examples, validation: examples, test: Array(examples.suffix(1)),
      isDerived: isDerived)
  }

  private func settings(_ folder: String, numbers: PairNumberSet = .none) -> TorchTrainerSettings {
    var settings = smallSettings(.frozen)
    (settings.model, settings.pairNumbers) = (folder, numbers)
    return settings
  }

  private let pairs = [("w1 the w2", "w1 the w2"), ("w3 a", "w4 . w5"), ("w12ord", "the a")]

  @Test func everyPairHasTheAlignmentOfItsVectors() throws {
    try TinyBert.withFolder { folder in
      let settings = settings(folder.path)
      var seen: [EncodingProgress] = []
      let alignments = try PairAlignments(
        of: dataset(pairs), settings: settings, cache: folder.path + "/cache"
      ) { seen.append($0) }
      #expect(seen.last == EncodingProgress(done: 5, total: 5))
      let equal = try #require(
        alignments.values(of: Example(first: pairs[0].0, second: pairs[0].1, target: 1)))
      #expect(equal.count == AlignmentFeatures.names.count)
      #expect(equal.allSatisfy { abs($0 - 1) < 1e-5 })
      let other = try #require(
        alignments.values(of: Example(first: pairs[1].0, second: pairs[1].1, target: 0)))
      #expect(other[0] < 0.999)
      #expect(alignments.values(of: Example(first: "w9", second: "w9", target: 0)) == nil)

      // The trainer finds all of them in the cache.
      try factory([SplitTask(dataset(pairs))], settings).encodeSentences { _ in
        Issue.record("nothing is encoded twice")
      }
    }
  }

  /// The encoder may be that of a trainer that reads hashed words.
  @Test func theSettingsMayNameAnyEncoderOfTheTrainer() throws {
    try TinyBert.withFolder { folder in
      var words = settings(folder.path)
      words.encoder = .attention
      let alignments = try [words, settings(folder.path)].map {
        try PairAlignments(of: dataset(pairs), settings: $0, cache: folder.path + "/cache") { _ in }
      }
      let pair = Example(first: pairs[1].0, second: pairs[1].1, target: 0)
      #expect(alignments[0].values(of: pair) != nil)
      #expect(alignments[0].values(of: pair) == alignments[1].values(of: pair))
    }
  }

  @Test func aDerivedTaskDoesNotSeeTheNumbersOfItsPairs() throws {
    try TinyBert.withFolder { folder in
      let tasks = [SplitTask(dataset(pairs)), SplitTask(dataset(pairs, isDerived: true))]
      let sentences = try FrozenSentences(
        of: tasks, settings: settings(folder.path, numbers: .all), device: .cpu,
        cache: folder.path + "/cache")
      try sentences.vectors.encode { _ in }
      let numbers = PairNumbers(tasks, sentences)
      try numbers.complete()
      let rows = try (0..<2).map {
        try numbers.tensor(of: [0, 1, 2], task: $0, split: .training).numbers()
      }
      #expect(rows[0].contains { $0 != 0 })
      #expect(rows[1].allSatisfy { $0 == 0 })
    }
  }

  @Test(.enabled(if: miniLM != nil, "AUTOSEM_MINILM names no folder with all-MiniLM-L6-v2"))
  func aParaphraseIsAlignedBetterThanAnotherSentence() throws {
    let pairs = [
      ("How do I learn to cook?", "What is the best way of learning to cook?"),
      ("How do I learn to cook?", "The parliament adjourned before midnight."),
    ]
    try TinyBert.withFolder { folder in
      let alignments = try PairAlignments(
        of: dataset(pairs), settings: settings(#require(miniLM)), cache: folder.path + "/cache"
      ) { _ in }
      let values = try pairs.map {
        try #require(alignments.values(of: Example(first: $0.0, second: $0.1, target: 0)))
      }
      let cosine = try #require(AlignmentFeatures.names.firstIndex(of: "cosine of the means"))
      #expect(values[0][0] > values[1][0] + 0.2)
      #expect(values[0][cosine] > values[1][cosine] + 0.3)
    }
  }
}
