import GSLNumerics
import Multitask
import TaskData
import TestSupport
import Testing

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
