import GSLNumerics
import Multitask
import PretrainedEncoders
import TaskData
import TestSupport
import Testing
import TorchTrainer
import TrainerConformance

/// Settings small enough for a test.
func smallSettings(
  _ encoder: SentenceEncoding = .attention, moments: OptimiserMoments = .shared
) -> TorchTrainerSettings {
  TorchTrainerSettings(
    encoder: encoder, embeddingBuckets: 512, embeddingDimension: 16, hiddenDimension: 16,
    learningRate: 0.01, batchSize: 8, optimiserMoments: moments)
}

/// What a pretrained encoder says is kept in the encoder's own folder, which the test removes.
func factory(
  _ tasks: [SplitTask] = SampleTasks.all(), _ settings: TorchTrainerSettings = smallSettings()
) throws -> TorchTrainerFactory {
  try TorchTrainerFactory(
    tasks: tasks, primary: TaskIndex(0), settings: settings,
    cache: (settings.model ?? "/nowhere") + "/cache")
}

extension TorchTrainerFactory {
  func makeCheckpointingTrainer(seed: UInt64) throws -> any CheckpointingTrainer {
    try #require(try makeTrainer(seed: seed) as? any CheckpointingTrainer)
  }
}

@Suite struct TorchTrainerTests {
  @Test(arguments: SentenceEncoding.allCases, OptimiserMoments.allCases)
  func conforms(encoder: SentenceEncoding, moments: OptimiserMoments) throws {
    try TinyBert.withFolder { folder in
      var settings = smallSettings(encoder, moments: moments)
      settings.model = folder.path
      try checkTrainer(factory(SampleTasks.all(), settings))
    }
  }

  @Test func testExamplesHaveScoresWhoseMeanIsTheMetric() throws {
    let trainer = try factory().makeTrainer(seed: 3)
    for task in SampleTasks.all().indices {
      let evaluation = try trainer.evaluate(task: TaskIndex(task), split: .test)
      let scores = try #require(evaluation.scores)
      #expect(scores.count == evaluation.examples)
      if SampleTasks.all()[task].task.metric == .accuracy {
        #expect(scores.allSatisfy { $0 == 0 || $0 == 1 })
      }
      let mean = scores.reduce(0) { $0 + Double($1) } / Double(scores.count)
      #expect(abs(mean - evaluation.metric) < 1e-6)
    }
    #expect(try trainer.evaluate(task: TaskIndex(0), split: .validation).scores == nil)
  }

  @Test func eachValidationExampleHasALoss() throws {
    let trainer = try factory().makeTrainer(seed: 3)
    for task in SampleTasks.all().indices {
      let evaluation = try trainer.evaluate(task: TaskIndex(task), split: .validation)
      let losses = try #require(evaluation.losses)
      #expect(losses.count == evaluation.examples)
      let mean = losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
      #expect(abs(mean - evaluation.loss) < 1e-6)
    }
    #expect(try trainer.evaluate(task: TaskIndex(0), split: .test).losses == nil)
    let measured = try trainer.measured(task: TaskIndex(0), split: .validation)
    #expect(measured.losses == nil)
  }

  @Test(arguments: SentenceEncoding.allCases)
  func threeTasksOverfitEightExamplesEach(encoder: SentenceEncoding) throws {
    let trainer = try TinyBert.withFolder { folder in
      var settings = smallSettings(encoder)
      (settings.model, settings.dropout) = (folder.path, 0)
      // The little encoder knows nothing: larger steps would throw it about.
      if encoder == .tuned { settings.learningRate = 0.003 }
      return try factory(SampleTasks.all(16), settings).makeTrainer(seed: 7)
    }
    for _ in 0..<150 {
      for task in 0..<3 { _ = try trainer.train(task: TaskIndex(task), batches: 1) }
    }
    for task in 0..<3 {
      let evaluation = try trainer.evaluate(task: TaskIndex(task), split: .training)
      #expect(evaluation.examples == 8)
      #expect(evaluation.loss < 0.05, "task \(task)")
      #expect(evaluation.metric > 0.95, "task \(task)")
    }
  }

  @Test func wordsThatTwoSentencesShareAreFoundInUnseenPairs() throws {
    let trainer = try factory([SampleTasks.pairs(600)]).makeTrainer(seed: 3)
    _ = try trainer.train(task: TaskIndex(0), batches: 400)
    let seen = try trainer.evaluate(task: TaskIndex(0), split: .validation)
    #expect(seen.metric > 0.95)
  }

  @Test func theSummariesSayWhatTheTasksAre() throws {
    let tasks = SampleTasks.all()
    let summaries = try TorchTrainerFactory(
      tasks: tasks, primary: TaskIndex(2), settings: smallSettings()
    ).tasks
    #expect(summaries.map(\.name) == ["pairs", "sentences", "similarity"])
    #expect(summaries.map(\.isPrimary) == [false, false, true])
    #expect(summaries.map(\.trainingExamples) == tasks.map(\.training.count))
  }

  @Test func aPassSeesEachExampleOnce() throws {
    let trainer = try factory().makeTrainer(seed: 1)
    // 60 examples in batches of 8: seven whole ones and one of four.
    #expect(try trainer.train(task: TaskIndex(0), batches: 7).examples == 56)
    #expect(try trainer.train(task: TaskIndex(0), batches: 1).examples == 4)
    #expect(try trainer.train(task: TaskIndex(0), batches: 8).examples == 60)
  }

  /// Untrained heads say next to nothing: the loss is that of equal odds, or of the mean.
  @Test func anUntrainedModelHasTheLossOfIgnorance() throws {
    let trainer = try factory().makeTrainer(seed: 1)
    for (task, expected) in [0.6931, 1.0986, 0.5].enumerated() {
      let loss = try trainer.evaluate(task: TaskIndex(task), split: .training).loss
      #expect(abs(loss - expected) < 0.15 * expected, "task \(task)")
    }
  }

  @Test func momentsPerTaskAreNotSharedOnes() throws {
    func losses(_ moments: OptimiserMoments, _ tasks: [Int]) throws -> [Double] {
      let trainer = try factory(SampleTasks.all(), smallSettings(moments: moments))
        .makeTrainer(seed: 2)
      return try tasks.flatMap { try trainer.train(task: TaskIndex($0), batches: 1).losses }
    }
    #expect(try losses(.shared, [0, 0, 0]) == losses(.perTask, [0, 0, 0]), "one task: the same")
    #expect(try losses(.shared, [0, 1, 0, 1]) != losses(.perTask, [0, 1, 0, 1]))
  }

  /// What the search does: several trainers of one factory, each on a thread of its own.
  @Test func trainersOnSeveralThreadsDoNotDisturbEachOther() async throws {
    let factory = try factory()
    @Sendable func run(_ seed: UInt64) throws -> [UInt8] {
      let trainer = try factory.makeCheckpointingTrainer(seed: seed)
      for task in [0, 1, 2, 0] { _ = try trainer.train(task: TaskIndex(task), batches: 15) }
      return try trainer.snapshot().bytes
    }
    let alone = try (1...4).map { try run($0) }
    let together = try await withThrowingTaskGroup(of: (UInt64, [UInt8]).self) { group in
      for seed in 1...4 as ClosedRange<UInt64> { group.addTask { (seed, try run(seed)) } }
      return try await group.reduce(into: [UInt64: [UInt8]]()) { $0[$1.0] = $1.1 }
    }
    #expect((1...4).map { together[$0] } == alone)
  }

  @Test func aModelThatDivergesIsAnError() throws {
    var settings = smallSettings()
    settings.learningRate = 1e30
    let trainer = try factory(SampleTasks.all(), settings).makeTrainer(seed: 1)
    let error = #expect(throws: TrainerError.self) {
      try trainer.train(task: TaskIndex(1), batches: 20)
    }
    guard case .lossNotFinite(let task, let loss) = error else {
      Issue.record("the wrong error: \(String(describing: error))")
      return
    }
    #expect(task == "sentences")
    #expect(!loss.isFinite)
  }

  @Test func aSnapshotOfAnotherModelIsRefused() throws {
    var wider = smallSettings()
    wider.hiddenDimension = 24
    let foreign = try factory(SampleTasks.all(), wider).makeCheckpointingTrainer(seed: 1).snapshot()
    let trainer = try factory().makeCheckpointingTrainer(seed: 1)
    let expected = try trainer.snapshot().bytes.count
    #expect(
      throws: TrainerError.foreignSnapshot(expectedBytes: expected, bytes: foreign.bytes.count)
    ) {
      try trainer.restore(foreign)
    }
  }

  @Test func settingsAreCodableUnderTheirNames() throws {
    #expect(
      SentenceEncoding.allCases.map(\.rawValue) == ["attention", "pooled", "frozen", "tuned"])
    #expect(OptimiserMoments.allCases.map(\.rawValue) == ["shared", "per_task"])
  }
}
