import GSLNumerics
import Multitask
import TaskData
import Testing

@Suite struct SyntheticSuiteTests {
  private static let suite = Result { try TaskSuite.synthetic(seed: 7) }
  private static let language = SyntheticLanguage(
    using: RandomStreams(seed: 7).substreams("synthetic-suite").stream("language"))

  private func task(_ name: GLUETask) throws -> TaskDataset {
    try Self.suite.get().task(named: name.rawValue)
  }

  @Test func theNamesAreThoseOfGLUE() throws {
    let suite = try Self.suite.get()
    #expect(suite.names == GLUETask.allCases.map(\.rawValue))
    #expect(suite.origin == .synthetic(seed: 7))
  }

  @Test func theSameSeedMakesTheSameSuite() throws {
    #expect(try TaskSuite.synthetic(seed: 7) == Self.suite.get())
    let other = try TaskSuite.synthetic(seed: 8, names: ["rte"]).tasks[0]
    #expect(try other.training != task(.rte).training)
  }

  @Test func aTaskDoesNotDependOnTheOthers() throws {
    let few = try TaskSuite.synthetic(seed: 7, names: ["mnli", "rte", "MNLI"])
    #expect(few.names == ["mnli", "rte"])
    #expect(try few.task(named: "rte") == task(.rte))
  }

  @Test func anUnknownNameIsAnError() {
    let names = GLUETask.allCases.map(\.rawValue)
    #expect(throws: TaskDataError.unknownTask("snli", available: names)) {
      try TaskSuite.synthetic(seed: 7, names: ["snli"])
    }
  }

  @Test(arguments: GLUETask.allCases)
  func labelsAreEquallyFrequentInEverySplit(_ name: GLUETask) throws {
    let task = try task(name)
    for examples in [task.training, task.test] {
      let counts = Dictionary(grouping: examples, by: \.target).mapValues(\.count)
      let least = counts.values.min() ?? 0
      let most = counts.values.max() ?? 0
      #expect(most - least <= 1)
      switch name.target {
      case .classes(let labels):
        #expect(Set(counts.keys) == Set(labels.indices.map(Double.init)))
      case .number(let range): #expect(counts.keys.allSatisfy(range.contains))
      }
    }
  }

  @Test(arguments: GLUETask.allCases)
  func noTestExampleIsInTraining(_ name: GLUETask) throws {
    let task = try task(name)
    func texts(_ examples: [Example]) -> Set<[String]> {
      Set(examples.map { [$0.first, $0.second ?? ""] })
    }
    #expect(texts(task.training).count == task.training.count)
    #expect(texts(task.test).count == task.test.count)
    #expect(texts(task.training).isDisjoint(with: texts(task.test)))
    #expect(task.test.count >= 1_000)
  }

  @Test(arguments: GLUETask.allCases)
  func whoKnowsTheLanguageIsAlwaysRight(_ name: GLUETask) throws {
    let task = try task(name)
    let oracle = SyntheticOracle(language: Self.language)
    for example in task.training + task.test {
      let answer = oracle.target(of: example, in: name)
      guard answer == example.target else {
        Issue.record("\(example): the grammar says \(String(describing: answer))")
        return
      }
    }
  }

  @Test(arguments: GLUETask.allCases)
  func sentencesAreShort(_ name: GLUETask) throws {
    for example in try task(name).training {
      for sentence in [example.first, example.second].compactMap(\.self) {
        #expect((3...9).contains(sentence.split(separator: " ").count), "\(sentence)")
      }
    }
  }

  @Test func falseFriendsAgreeOnTheCommonNounsAlone() {
    let (lexicon, falseFriends) = (Self.language.lexicon, Self.language.falseFriends)
    for noun in lexicon.common.joined() {
      #expect(falseFriends.level(of: noun) == lexicon.level(of: noun))
    }
    for noun in lexicon.rare.joined() {
      let level = lexicon.level(of: noun)
      #expect(falseFriends.level(of: noun) == level.map { SyntheticLexicon.levels - 1 - $0 })
    }
  }

  @Test func everyNounIsOnOneLevel() {
    let lexicon = Self.language.lexicon
    let nouns = Array(lexicon.common.joined()) + Array(lexicon.rare.joined())
    #expect(Set(nouns).count == nouns.count)
    #expect(lexicon.relation(of: nouns[0], to: nouns[0]) == .same)
    #expect(
      lexicon.relation(of: lexicon.common[3][0], to: lexicon.rare[3][0]) == .synonym)
    #expect(
      lexicon.relation(of: lexicon.common[4][0], to: lexicon.rare[3][0]) == .hypernym)
    #expect(
      lexicon.relation(of: lexicon.rare[0][1], to: lexicon.rare[5][1]) == .hyponym)
    #expect(lexicon.relation(of: nouns[0], to: Self.language.article) == nil)
  }
}
