import GSLNumerics
import Multitask
import PretrainedEncoders
import TaskData
import Testing
import TorchTrainer

/// What the trainer reads of a sentence, seen from outside: the loss of a fixed model before its first
/// step is the same when it reads the same.
@Suite struct WordTests {
  private func loss(
    _ first: String, _ second: String? = nil, encoder: SentenceEncoding = .attention,
    model: String? = nil
  ) throws -> Double {
    var settings = smallSettings(encoder)
    settings.model = model
    settings.maximumTokens = 6
    settings.dropout = 0
    let example = Example(first: first, second: second, target: 0)
    // One to learn from and, cut off, one to validate with.
    let task = TaskDataset(
      name: "one", target: .classes(["a", "b"]), metric: .accuracy, training: [example, example],
      test: [example])
    let split = SplitTask(task, in: SplitOrder(using: RandomStreams(seed: 1).stream("split")))
    let trainer = try factory([split], settings).makeTrainer(seed: 1)
    return try #require(try trainer.train(task: TaskIndex(0), batches: 1).losses.first)
  }

  @Test(arguments: [
    ("A dog barks.", "a  DOG\tbarks ."), ("dog,cat", "dog , cat"), ("Élan", "élan"),
    ("(a)", "( a )"),
  ])
  func caseAndSpaceDoNotMatter(left: String, right: String) throws {
    #expect(try loss(left) == loss(right))
  }

  @Test(arguments: [
    ("dog", "dogs"), ("a dog", "dog"), ("dog", "dog ."), ("dog", "d og"), ("elan", "élan"),
  ])
  func otherWordsMatter(left: String, right: String) throws {
    #expect(try loss(left) != loss(right))
  }

  @Test func wordsBeyondTheLimitAreNotRead() throws {
    #expect(try loss("a b c d e f") == loss("a b c d e f g h"))
    #expect(try loss("a b c d e") != loss("a b c d e f"))
    #expect(try loss("a b c d e f", "x") == loss("a b c d e f g h", "x"), "of each sentence")
  }

  @Test func theOrderOfWordsMattersToAttentionAlone() throws {
    #expect(try loss("not good but fine") != loss("good but not fine"))
    let (a, b) = (
      try loss("not good but fine", encoder: .pooled),
      try loss("good but not fine", encoder: .pooled)
    )
    #expect(abs(a - b) < 1e-6)
  }

  @Test(arguments: SentenceEncoding.allCases)
  func theSidesOfAPairAreToldApart(encoder: SentenceEncoding) throws {
    try TinyBert.withFolder { folder in
      let forth = try loss("w1", "the . a", encoder: encoder, model: folder.path)
      let back = try loss("the . a", "w1", encoder: encoder, model: folder.path)
      #expect(forth != back)
    }
  }

  @Test(arguments: SentenceEncoding.allCases)
  func aSentenceWithoutWordsIsNoProblem(encoder: SentenceEncoding) throws {
    let losses = try TinyBert.withFolder { folder in
      [
        try loss("", encoder: encoder, model: folder.path),
        try loss("", "a word", encoder: encoder, model: folder.path),
        try loss("", "", encoder: encoder, model: folder.path),
      ]
    }
    #expect(losses.allSatisfy { $0.isFinite })
  }
}
