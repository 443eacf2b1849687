import Foundation
import GSLNumerics
import Multitask
import TaskData
import TestSupport
import Testing
import TorchTrainer

@testable import ExperimentFiles

@Suite struct DerivingTests {
  private func split(_ examples: [Example]) -> SplitTask {
    SplitTask(
      TaskDataset(
        name: "p", target: .classes(["0", "1"]), metric: .accuracy, training: examples,
        validation: Array(examples.prefix(2)), test: Array(examples.suffix(2))))
  }

  private let pairs = [
    Example(first: "the cat sat on the mat", second: "the cat sat", target: 0),
    Example(first: "no dog barks", second: "a dog barks loudly", target: 1),
    Example(first: "rain", second: "the sun shines", target: 1),
  ]

  @Test func pairsGiveTheNumbersOfTheirWords() throws {
    let derived = split(pairs).derived([.length, .overlap, .bigrams, .subsequence, .negation])
    #expect(
      derived.map(\.task.name) == [
        "p-length", "p-overlap", "p-bigrams", "p-subsequence", "p-negation",
      ])
    // Words in both of all distinct words: {the, cat, sat} of five, {dog, barks} of five, none.
    let overlap = derived[1].training.map(\.target)
    #expect(zip(overlap, [0.6, 0.4, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(derived[3].training.map(\.target).first == 1)
    #expect(derived[4].training.map(\.target) == [0, 1, 0])
    for task in derived {
      #expect(task.training.map(\.first) == pairs.map(\.first))
      #expect(task.validation.count == 2 && task.task.test.count == 2)
    }
  }

  @Test func pairsGiveTheNumbersOfTheirAlignment() throws {
    let folder = try TemporaryFolder()
    let equal = Example(first: "the sun shines", second: "the sun shines", target: 1)
    let task = split(pairs + [equal])
    var settings = TorchTrainerSettings()
    settings.model = repositoryRoot.appending(
      path: "Tests/TorchTrainerTests/Encoders/Pretrained/Layouts/distilbert"
    ).path(percentEncoded: false)
    let alignments = try PairAlignments(
      of: task.task, settings: settings, cache: folder.path("cache")
    ) { _ in }
    let kinds: [Derivation] = [.alignment, .meanCosine, .mutualAlignment]
    let derived = task.derived(kinds, alignments: alignments)
    #expect(derived.map(\.task.name) == ["p-alignment", "p-mean_cosine", "p-mutual_alignment"])
    for task in derived {
      #expect(task.task.isDerived && task.task.metric == .pearson)
      #expect(task.training.map(\.second) == (pairs + [equal]).map(\.second))
      #expect(task.validation.count == 2 && task.task.test.count == 2)
      #expect(abs((task.training.last?.target ?? 0) - 1) < 1e-5)
      #expect(task.training.prefix(3).contains { $0.target < 0.999 })
    }
    #expect(task.derived(kinds).isEmpty)
  }

  /// Targets by an encoder differ in their last bits from device to device.
  @Test func theFingerprintDoesNotDependOnDerivedTargets() throws {
    let task = TaskDataset(
      name: "p", target: .classes(["0", "1"]), metric: .accuracy, training: pairs,
      validation: pairs, test: pairs)
    func fingerprint(_ target: Double, isDerived: Bool) throws -> String {
      let other = TaskDataset(
        name: "p-x", target: .number(0...1), metric: .pearson,
        training: pairs.map { Example(first: $0.first, second: $0.second, target: target) },
        validation: [], test: [], isDerived: isDerived)
      return try TaskSplits(
        TaskSuite(tasks: [task], origin: .described(beside: nil)), primary: "p",
        in: SplitOrder(using: RandomStreams(seed: 1).stream("held-out")), leaks: .keep,
        derived: { _ in [SplitTask(other)] }
      ).fingerprint
    }
    #expect(try fingerprint(0.5, isDerived: true) == fingerprint(0.25, isDerived: true))
    #expect(try fingerprint(0.5, isDerived: false) != fingerprint(0.25, isDerived: false))
  }

  @Test(arguments: [
    (
      "primary: rte\nderive: [overlap, ▸alignment]",
      "'derive': 'alignment' compares the vectors of a pretrained encoder, so 'trainer.model' was "
        + "expected to name its folder, with any 'trainer.encoder'"
    ),
    (
      "primary: cola\nderive: [▸mean_cosine]\ntrainer: {model: folder}",
      "'derive': 'mean_cosine' is of pairs of texts, and 'cola' has none: another kind was expected, or "
        + "'text: [a, b]' in the task"
    ),
  ])
  func alignmentNeedsAnEncoderAndPairs(text: String, message: String) {
    expect(text, gives: [message])
  }

  @Test(arguments: ["text: body", "features: [x]"])
  func alignmentOfATaskWithoutPairsIsAProblem(input: String) throws {
    let folder = try TemporaryFolder()
    let rows = (0..<30).map { "\($0),word \($0),\($0 % 2)\n" }.joined()
    try folder.write("x,body,answer\n" + rows, to: "table.csv")
    let text = """
      primary: table
      tasks: {table: {train: table.csv, \(input), label: answer}}
      derive: [mutual_alignment]
      trainer: {model: folder}
      """
    #expect {
      try ExperimentFile(text: text, name: folder.path("a.yml")).resolved()
    } throws: {
      "\($0)".contains(
        "a.yml:3:10: 'derive': 'mutual_alignment' is of pairs of texts, and 'table' has none")
    }
  }

  @Test func singleSentencesHaveALengthAndMaskedWords() throws {
    let sentences = (0..<40).map {
      Example(first: "the \($0 % 2 == 0 ? "red" : "blue") house no \($0)", target: Double($0 % 2))
    }
    let derived = split(sentences).derived(Derivation.allCases)
    #expect(derived.map(\.task.name) == ["p-masked_word"])
    let masked = try #require(derived.first)
    #expect(masked.training[0].first == "the [MASK] house no 0")
    guard case .classes(let words) = masked.task.target else { return #expect(Bool(false)) }
    #expect(words == ["house", "no", "the", "blue", "red"])
    #expect(words[Int(masked.training[0].target)] == "red")
    #expect(words[Int(masked.training[1].target)] == "blue")
  }

  @Test func numbersGiveNothing() {
    let rows = (0..<10).map { Example(features: [Double($0)], target: Double($0 % 2)) }
    let task = TaskDataset(
      name: "p", target: .classes(["0", "1"]), metric: .accuracy, features: ["x"], training: rows,
      validation: rows, test: rows)
    #expect(SplitTask(task).derived(Derivation.allCases).isEmpty)
  }

  @Test func otherColumnsAreTasksWithoutThePrimarysLabel() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<300).map {
      "\($0),\($0 % 7),\($0 % 5 + $0 % 7),\($0 % 2 == 0 ? "red" : "blue"),\($0 % 3)\n"
    }
    try folder.write("id,x,y,colour,answer\n" + rows.joined(), to: "table.csv")
    let text = """
      primary: table
      tasks: {table: {train: table.csv, features: [x, colour], target: answer}}
      derive: [columns]
      """
    let experiment = try ExperimentFile(text: text, name: folder.path("a.yml")).resolved()
    let suite = try experiment.allTasks()
    #expect(suite.names == ["table", "table-x", "table-y", "table-colour"])
    #expect(suite.tasks[1].features == ["colour=blue", "colour=red"])
    let splits = try experiment.splits(of: suite)
    #expect(splits.leaks.isEmpty)
    let held = splits.tasks.map { Set($0.validation.compactMap(\.origin?.row)) }
    #expect(held[0].count == 66 && held.allSatisfy { $0 == held[0] })
  }
}
