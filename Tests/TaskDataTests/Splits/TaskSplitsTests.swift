import GSLNumerics
import Multitask
import Testing

@testable import TaskData

@Suite struct TaskSplitsTests {
  private let order = SplitOrder(using: RandomStreams(seed: 1).stream("held-out"))

  private func task(
    _ name: String, _ training: [Example], validation: [Example]? = nil, test: [Example] = [],
    features: [String] = []
  ) -> TaskDataset {
    TaskDataset(
      name: name, target: .classes(["0", "1"]), metric: .accuracy, features: features,
      training: training, validation: validation, test: test)
  }

  private func sentences(_ range: Range<Int>) -> [Example] {
    range.map { Example(first: "the sentence \($0) of \($0 * $0)", target: Double($0 % 2)) }
  }

  private func splits(
    _ tasks: [TaskDataset], primary: String? = "p", leaks: TaskSplits.Leaks = .drop
  ) throws -> TaskSplits {
    try TaskSplits(
      TaskSuite(tasks: tasks, origin: .folder(path: "somewhere")), primary: primary, in: order,
      leaks: leaks)
  }

  @Test func tasksWithTheSameRowsHoldOutTheSame() throws {
    let rows = sentences(0..<1_000)
    let flipped = rows.reversed().map { Example(first: $0.first, target: 1 - $0.target) }
    let tasks = try splits([task("p", rows), task("q", flipped)]).tasks
    #expect(Set(tasks[0].validation.map(\.first)) == Set(tasks[1].validation.map(\.first)))
    #expect(Set(tasks[0].training.map(\.first)) == Set(tasks[1].training.map(\.first)))
  }

  @Test func leaksFromEveryTargetAreDropped() throws {
    let tasks = [
      task("p", sentences(0..<500), test: sentences(2_000..<2_100)),
      task("q", sentences(2_050..<2_060) + sentences(600..<900), test: sentences(3_000..<3_050)),
      task("r", sentences(3_000..<3_010) + sentences(2_000..<2_005) + sentences(5_000..<5_300)),
    ]
    let result = try TaskSplits(
      TaskSuite(tasks: tasks, origin: .folder(path: "somewhere")), primary: "p",
      targets: ["p", "q"], in: order)
    let found = result.leaks.map { "\($0.task) \($0.primary)" }
    #expect(found == ["q p", "r p", "r q"])
    let heldOut = result.tasks[0...1].flatMap { $0.validation + $0.task.test }.map(\.first)
    for task in result.tasks {
      #expect(Set(task.training.map(\.first)).isDisjoint(with: heldOut))
    }
  }

  @Test func equalRowsAreOnOneSide() throws {
    let rows = (0..<600).map { Example(first: "sentence \($0 % 200)", target: Double($0 % 2)) }
    let split = try splits([task("p", rows)]).tasks[0]
    #expect(split.training.count + split.validation.count == 600)
    #expect(Set(split.training.map(\.first)).isDisjoint(with: split.validation.map(\.first)))
  }

  @Test func rowsOfThePrimarysTestAreDroppedWhateverTheirCaseAndSpaces() throws {
    let copies = sentences(2_000..<2_100).map {
      Example(first: " \($0.first.uppercased().replacing(" ", with: "  "))\t", target: 0)
    }
    let tasks = [
      task("p", sentences(0..<1_000), test: sentences(2_000..<2_100)),
      task("q", copies + sentences(3_000..<3_500), validation: []),
    ]
    let result = try splits(tasks)
    #expect(result.leaks.map(\.task) == ["q"] && result.leaks.map(\.rows) == [100])
    #expect(result.tasks[1].training == sentences(3_000..<3_500))
    let kept = try splits(tasks, leaks: .keep)
    #expect(kept.leaks.map(\.isDropped) == [false] && kept.leaks[0].rows == result.leaks[0].rows)
    #expect(kept.tasks[1].training.count == result.tasks[1].training.count + 100)
  }

  @Test func rowsOfThePrimarysValidationAreDroppedFromAnotherFile() throws {
    let rows = sentences(0..<1_000)
    let result = try splits([task("p", rows), task("q", rows + sentences(1_000..<9_000))])
    let held = Set(result.tasks[0].validation.map(\.first))
    #expect(result.tasks[1].training.allSatisfy { !held.contains($0.first) })
    let dropped = result.tasks[1].task.training.count - result.tasks[1].training.count
    #expect(dropped > result.tasks[1].validation.count)
  }

  @Test func thePrimarysOwnTrainingRowsAreCheckedAgainstItsTest() throws {
    let result = try splits([
      task("p", sentences(0..<300), validation: sentences(500..<600), test: sentences(290..<310))
    ])
    #expect(result.leaks.map(\.rows) == [10])
    #expect(result.tasks[0].training.count == 290)
  }

  @Test func aPairIsItselfInEitherOrderAndContainsItsTexts() throws {
    func pair(_ a: String, _ b: String) -> Example { Example(first: a, second: b, target: 0) }
    let others = (0..<300).map { pair("left \($0)", "right \($0)") }
    let primary = task("p", others, validation: [pair("a a", "b b")], test: [pair("c c", "d d")])
    let singles = ["A A", "d  d", "e"].map { Example(first: $0, target: 0) }
    let result = try splits([
      primary,
      task("swapped", [pair("b b", "a a"), pair("a a", "c c"), pair("a a", "x")], validation: []),
      task("single", singles + sentences(0..<2), validation: []),
    ])
    #expect(result.tasks[1].training == [pair("a a", "c c"), pair("a a", "x")])
    #expect(result.tasks[2].training.map(\.first).first == "e")
    #expect(result.leaks.map(\.rows) == [1, 2])
  }

  @Test func aTextOfThePrimaryInAPairOfAnotherTaskIsDropped() throws {
    let pairs = (0..<10).map {
      Example(first: "the sentence \($0) of \($0 * $0)", second: "other", target: 0)
    }
    let result = try splits([
      task("p", sentences(20..<200), validation: sentences(0..<2), test: sentences(2..<5)),
      task("q", pairs, validation: []),
    ])
    #expect(result.tasks[1].training == Array(pairs[5...]))
  }

  @Test func equalNumbersAreDroppedOnlyUnderTheSameNames() throws {
    func numbers(_ range: Range<Int>) -> [Example] {
      range.map { Example(features: [Double($0), 1], target: Double($0 % 2)) }
    }
    let primary = task(
      "p", numbers(0..<300), validation: [], test: numbers(400..<410), features: ["a", "b"])
    let result = try splits([
      primary, task("q", numbers(400..<500), validation: [], features: ["a", "b"]),
      task("r", numbers(400..<500), validation: [], features: ["c", "d"]),
    ])
    #expect(result.tasks.map(\.training.count) == [300, 90, 100])
  }

  @Test func numbersThatOccurOftenAreNoLeaks() throws {
    let rows = (0..<300).map { Example(features: [Double($0 % 4)], target: Double($0 % 2)) }
    let split = try splits([task("p", rows, test: rows, features: ["x"])])
    #expect(split.leaks.isEmpty && split.tasks[0].training.count == 200)
  }

  @Test func blankTextsAreNoLeaks() throws {
    let rows = (0..<300).map { Example(first: " ", second: "", target: Double($0 % 2)) }
    let split = try splits([task("p", rows, test: rows)])
    #expect(split.leaks.isEmpty && split.tasks[0].validation.count == 100)
  }

  @Test func nearDuplicatesAreCountedAndKept() throws {
    let text = "The committee said on Tuesday that it would not change the interest rate this year"
    let near = [
      text + ".", text.replacing("Tuesday", with: "Monday"),
      "Nobody expects the committee to act before the end of the year, as it said on Tuesday.",
    ]
    let result = try splits([
      task("p", sentences(0..<300), test: [Example(first: text, target: 0)]),
      task("q", near.map { Example(first: $0, target: 0) }, validation: []),
    ])
    #expect(result.leaks.map(\.nearDuplicates) == [2])
    #expect(result.leaks.map(\.rows) == [0])
    #expect(result.tasks[1].training.count == 3)
  }

  @Test func rowsThatATaskHoldsOutItselfAreCounted() throws {
    let rows = sentences(0..<300)
    let result = try splits([
      task("p", sentences(300..<600), test: rows), task("q", rows + sentences(600..<610)),
    ])
    let leak = try #require(result.leaks.first)
    #expect(leak.rows + leak.heldOutRows == 300 && leak.heldOutRows > 50, "\(leak)")
    #expect(
      leak.description
        == "300 rows of q are in the validation or test split of p: \(leak.rows) for training, dropped, and "
        + "\(leak.heldOutRows) that q holds out")
  }

  @Test func aTaskOfLeaksAloneIsAnError() {
    let rows = sentences(0..<50)
    let leak = Leak(
      task: "q", primary: "p", rows: 50, heldOutRows: 0, nearDuplicates: 0, isDropped: true)
    #expect(throws: TaskDataError.nothingLeft(leak)) {
      try splits([
        task("p", sentences(100..<400), test: rows), task("q", rows, validation: []),
      ])
    }
  }

  @Test func whateverChangesShowsInTheFingerprint() throws {
    func fingerprint(
      name: String = "p", first: String = "a b", second: String? = "c", target: Double = 1
    ) throws -> String {
      let example = Example(first: first, second: second, target: target)
      return try splits([task(name, [example, example], test: [])], primary: nil).fingerprint
    }
    let original = try fingerprint()
    #expect(original.count == 16)
    #expect(try fingerprint() == original)
    let others = [
      try fingerprint(name: "two"), try fingerprint(first: "a"), try fingerprint(second: "b c"),
      try fingerprint(second: nil), try fingerprint(target: 0),
    ]
    for other in others { #expect(other != original) }
  }
}
