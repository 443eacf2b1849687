import Foundation
import GSLNumerics
import Multitask
import TestSupport
import Testing

@testable import TaskData

/// Tasks of one's own, read from files that the tests write.
@Suite struct OwnTaskTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A task of reviews in a file of this text.
  private func reviews(_ text: String, in name: String = "reviews.csv") throws -> TaskDescription {
    var task = TaskDescription(name: "reviews")
    task.train = [try folder.write(text, to: name)]
    task.text = ["body"]
    task.label = "stars"
    return task
  }

  private func read(_ task: TaskDescription, seed: UInt64 = 1) throws -> TaskDataset {
    try task.read(in: SplitOrder(using: RandomStreams(seed: seed).stream("own")))
  }

  private func rows(_ range: Range<Int>) -> String {
    range.map { "review \($0),\($0.isMultiple(of: 3) ? "good" : "bad")\n" }.joined()
  }

  // MARK: - What is read

  @Test func columnsAreFoundByNameAndLabelsSorted() throws {
    let text = "stars,id,body\ngood,1,\"a, b\"\nbad,2,c\ngood,3,d\nugly,4,e\n"
    var description = try reviews(text)
    description.test = [try folder.write("body,stars\nf,ugly\n", to: "test.csv")]
    let task = try read(description)
    #expect(task.target == .classes(["bad", "good", "ugly"]))
    #expect(
      task.training == [
        Example(first: "a, b", target: 1), Example(first: "c", target: 0),
        Example(first: "d", target: 1), Example(first: "e", target: 2),
      ])
    #expect(task.test == [Example(first: "f", target: 2)])
    #expect(task.metric == .accuracy && task.name == "reviews" && !task.isPair)
    #expect(task.validation == nil)
  }

  @Test func givenLabelsKeepTheirOrder() throws {
    var description = try reviews("body,stars\na,good\nb,bad\nc,good\n")
    description.labels = ["good", "bad"]
    description.test = [try folder.write("body,stars\nf,bad\n", to: "test.csv")]
    let task = try read(description)
    #expect(task.target == .classes(["good", "bad"]))
    #expect(task.training.map(\.target) == [0, 1, 0])
    #expect(task.test.map(\.target) == [1])
  }

  @Test func pairsAndNumbersAreReadFromAnyFormat() throws {
    let files = [
      "pairs.csv": "a,b,score\n\"x\",y,1.5\n z ,,-2e1\n",
      "pairs.tsv": "a\tb\tscore\nx\ty\t1.5\n z \t\t -2e1 \n",
      "pairs.jsonl":
        "{\"a\":\"x\",\"b\":\"y\",\"score\":1.5}\n{\"a\":\" z \",\"b\":\"\",\"score\":\"-20\"}\n",
    ]
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      var description = TaskDescription(name: "pairs")
      description.train = [try folder.write(text, to: name)]
      description.test = description.train
      description.text = ["a", "b"]
      description.target = "score"
      let task = try read(description)
      #expect(task.isPair && task.metric == .pearson)
      #expect(task.target == .number(-20...1.5))
      #expect(
        task.training == [
          Example(first: "x", second: "y", target: 1.5),
          Example(first: " z ", second: "", target: -20),
        ], "\(name)")
    }
  }

  @Test func featuresAreReadInTheOrderOfTheDescription() throws {
    var description = TaskDescription(name: "houses")
    description.train = [
      try folder.write("area,price,rooms\n50.5,100,2\n80,190,3\n120,250,4\n", to: "houses.csv")
    ]
    description.test = description.train
    (description.features, description.target) = (["rooms", "area"], "price")
    let task = try read(description)
    #expect(task.features == ["rooms", "area"] && task.target == .number(100...250))
    #expect(
      task.training == [
        Example(features: [2, 50.5], target: 100), Example(features: [3, 80], target: 190),
        Example(features: [4, 120], target: 250),
      ])
    description.features = ["area", "rooms"]
    #expect(try read(description).training != task.training)
  }

  @Test func theFormatMayBeSaidWhereTheNameDoesNot() throws {
    var description = try reviews("body\tstars\na\tx\nb\ty\nc\tx\n", in: "reviews.dat")
    #expect(throws: TaskDataError.self) { try read(description) }
    description.layout.format = .tsv
    #expect(try read(description).training.count == 2)
  }

  @Test func validationAndTestFilesAreUsedWhole() throws {
    var description = try reviews("body,stars\n" + rows(0..<10))
    description.validation = [try folder.write("body,stars\n" + rows(10..<13), to: "v.csv")]
    description.test = [try folder.write("body,stars\n" + rows(13..<15), to: "t.csv")]
    let task = try read(description)
    #expect(task.validation?.map(\.first) == ["review 10", "review 11", "review 12"])
    #expect(task.test.map(\.first) == ["review 13", "review 14"])
    let split = SplitTask(task, in: SplitOrder(using: RandomStreams(seed: 1).stream("own")))
    #expect(split.training == task.training && split.validation == task.validation)
  }

  // MARK: - Seeded parts

  @Test func withoutATestFileAShareIsSetAside() throws {
    for (count, test) in [(10, 3), (150, 50), (400, 100), (1_000, 200), (12_000, 2_000)] {
      let task = try read(try reviews("body,stars\n" + rows(0..<count)))
      #expect(task.test.count == test)
      #expect(task.training.count == count - test)
      #expect(Set((task.test + task.training).map(\.first)).count == count)
    }
  }

  @Test func aSeedDecidesWhatIsSetAside() throws {
    let description = try reviews("body,stars\n" + rows(0..<1_000))
    #expect(try read(description) == read(description))
    #expect(try read(description).test != read(description, seed: 2).test)
  }

  /// So that studies with several limits are measured on the same examples.
  @Test func aSmallerLimitKeepsAPartAndTheSameTest() throws {
    var description = try reviews("body,stars\n" + rows(0..<9_000))
    let whole = try read(description)
    var last = Set(whole.training.map(\.first))
    for limit in [10_000, 5_000, 700, 20] {
      description.limit = limit
      let task = try read(description)
      #expect(task.training.count == min(limit, 7_200))
      #expect(task.test == whole.test)
      let kept = Set(task.training.map(\.first))
      #expect(kept.isSubset(of: last))
      last = kept
    }
  }

  /// Each of 40 rows is among the 10 that are kept a quarter of the time.
  ///
  /// Of 1,000 seeds in 250 ± 13.7; that no row strays by 5 deviations has a probability of 0.99998.
  @Test func everyRowIsAsLikelyToBeKept() throws {
    var description = try reviews("body,stars\n" + rows(0..<40))
    description.test = description.train
    description.limit = 10
    description.labels = ["bad", "good"]
    var counts: [String: Int] = [:]
    var draws = 0
    for seed in 0..<1_000 {
      guard let task = try? read(description, seed: UInt64(seed)) else { continue }
      draws += 1
      for example in task.training { counts[example.first, default: 0] += 1 }
    }
    // Ten of one label, of which one cannot learn, come up now and then.
    #expect(draws > 950)
    #expect(counts.count == 40)
    let expected = Double(draws) / 4
    for count in counts.values {
      let error = abs(Double(count) - expected)
      #expect(error < 5 * 13.7)
    }
  }

  @Test func aSampleOfManyMoreThanItsRoomIsUniform() {
    let order = SplitOrder(using: RandomStreams(seed: 3).stream("sample"))
    var sample = ExampleSample(capacity: 100, in: order)
    for number in 0..<100_000 {
      sample.offer(Example(first: "row \(number)", target: Double(number)))
    }
    let (held, kept) = sample.cut(heldOut: 40, limit: 60)
    #expect(sample.count == 100_000 && held.count == 40 && kept.count == 60)
    let positions = (held + kept).map(\.target)
    #expect(Set(positions).count == 100)
    #expect(held.map(\.target) == held.map(\.target).sorted())
    // The mean of 100 uniform positions: 50,000 ± 2,887.
    let error = abs(positions.reduce(0, +) / 100 - 50_000)
    #expect(error < 4 * 2_887)
  }

  // MARK: - Held-out parts

  @Test func sharesAndCountsMayBeSaid() throws {
    let description = try reviews("body,stars\n" + rows(0..<300))
    let order = SplitOrder(using: RandomStreams(seed: 1).stream("own"))
    let task = try description.read(in: order, test: .count(60))
    #expect(task.test.count == 60 && task.training.count == 240)
    let split = SplitTask(task, in: order, validation: .share(0.25))
    #expect(split.validation.count == 60 && split.training.count == 180)
    #expect(throws: TaskDataError.self) { try description.read(in: order, test: .count(300)) }
  }

  @Test func theRestIsTheTestSplit() throws {
    var description = try reviews("body,stars\n" + rows(0..<300))
    let order = SplitOrder(using: RandomStreams(seed: 1).stream("own"))
    description.limit = 100
    let task = try description.read(in: order, test: .rest)
    #expect(task.training.count == 100 && task.test.count == 200)
    description.limit = 50
    let smaller = try description.read(in: order, test: .rest)
    #expect(Set(smaller.training).isSubset(of: task.training))
    description.limit = nil
    #expect(throws: TaskDataError.self) { try description.read(in: order, test: .rest) }
  }

  @Test func noGroupIsOnTwoSides() throws {
    let text = (0..<400).map { "\($0 / 10),review \($0),\($0 % 2)\n" }.joined()
    var description = try reviews("patient,body,stars\n" + text)
    description.group = "patient"
    let order = SplitOrder(using: RandomStreams(seed: 1).stream("own"))
    let split = SplitTask(try description.read(in: order), in: order)
    func groups(_ examples: [Example]) -> Set<UInt64> { Set(examples.compactMap(\.origin?.group)) }
    let parts = [split.training, split.validation, split.task.test]
    #expect(parts.map(\.count).reduce(0, +) == 400 && parts.allSatisfy { $0.count >= 100 })
    #expect(parts.map { groups($0).count }.reduce(0, +) == 40)
    description.limit = 120
    #expect(try description.read(in: order).test == split.task.test)
  }

  // MARK: - Compressed files

  @Test func compressedFilesAreRead() throws {
    // python3 -c "import gzip,base64; print(base64.b64encode(
    //   gzip.compress(b'body,stars\na,good\nb,bad\n',mtime=0)
    //   + gzip.compress(b'c,good\n',mtime=0)).decode())"
    let bytes = try #require(Data(base64Encoded: members))
    var description = try reviews("")
    description.train = [try folder.write(bytes, to: "reviews.CSV.gz")]
    description.test = description.train
    #expect(try read(description).training.map(\.first) == ["a", "b", "c"])
    description.train = [try folder.write(bytes.dropLast(3), to: "cut.csv.gz")]
    #expect(
      throws: TaskDataError.unreadable(
        path: description.train[0], reason: "the compressed data is cut off")
    ) { try read(description) }
  }

  private let members =
    "H4sIAAAAAAACA0vKT6nUKS5JLCrmStRJz89P4UrSSUpM4QIASTRuehgAAAAfiwgAAAAAAAIDS9ZJz89P4QIA48vEvQcAAAA="
}
