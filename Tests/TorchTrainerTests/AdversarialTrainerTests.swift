import Multitask
import PretrainedEncoders
import TaskData
import TaskWeighting
import Tensors
import Testing

@testable import TorchTrainer

@Suite struct AdversarialTrainerTests {
  private func trainer(
    _ encoder: SentenceEncoding = .attention, seed: UInt64 = 4, tasks: [SplitTask]? = nil
  ) throws -> TorchTrainer {
    try TinyBert.withFolder { folder in
      var settings = smallSettings(encoder)
      settings.model = folder.path
      if encoder == .tuned { settings.learningRate = 0.003 }
      let made = try factory(tasks ?? SampleTasks.all(), settings).makeTrainer(seed: seed)
      return try #require(made as? TorchTrainer)
    }
  }

  @Test(arguments: TaskDistance.allCases, SentenceEncoding.allCases)
  func theModelLearnsItsTasks(distance: TaskDistance, encoder: SentenceEncoding) throws {
    let trainer = try trainer(encoder, tasks: SampleTasks.all(16))
    var relations = AdversarialRelations(tasks: 3, distance: distance)
    let before = try trainer.evaluate(task: TaskIndex(1), split: .training).loss
    try trainer.train(relations: &relations, steps: 120)
    #expect(try trainer.evaluate(task: TaskIndex(1), split: .training).loss < 0.7 * before)
    // Two classes, three classes and a number: no head says anything of another task's labels.
    #expect(relations.rows == [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
  }

  @Test func aHeadIsTriedOnTasksWithTheSameLabels() throws {
    let tasks = [
      SampleTasks.pairs(120), SampleTasks.sentences(120), SampleTasks.pairs(120, seed: 9),
    ]
    let trainer = try trainer(tasks: tasks)
    var relations = AdversarialRelations(tasks: 3, distance: .hDivergence, epoch: 20)
    let shown = try trainer.adversarialStep(relations: relations.rows, distance: .hDivergence)
    for (head, risks) in shown.risks.enumerated() {
      #expect(risks.map(\.isFinite) == (0..<3).map { ($0 == 1) == (head == 1) })
    }
    try trainer.train(relations: &relations, steps: 60)
    // The first and the last ask the same of the same kind of sentences.
    #expect(relations.rows[0][2] > 0.3 && relations.rows[2][0] > 0.3)
    #expect(relations.rows[0][1] == 0 && relations.rows[1] == [0, 1, 0])
  }

  @Test func aHeadLearnsNothingOfLabelsWithOtherNames() throws {
    // The same question, and as many answers: but what is class one to the first is class zero to the others.
    let tasks = [
      SampleTasks.pairs(120), SampleTasks.pairs(120, seed: 7, labels: ["yes", "no"], yes: 0),
      SampleTasks.pairs(120, seed: 9, labels: ["repeated", "fresh"], yes: 0),
    ]
    let trainer = try trainer(tasks: tasks)
    var relations = AdversarialRelations(tasks: 3, distance: .hDivergence, epoch: 10)
    try trainer.train(relations: &relations, steps: 120)
    #expect(relations.rows == [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    for task in 0..<3 {
      #expect(try trainer.evaluate(task: TaskIndex(task), split: .training).metric > 0.9)
    }
  }

  @Test(arguments: TaskDistance.allCases)
  func aShareOfLabelsThatNoHeadReadsMovesNothing(distance: TaskDistance) throws {
    let (beginning, own) = (try trainer(), try trainer())
    for _ in 0..<3 {
      _ = try beginning.adversarialStep(
        relations: RelationWeights(tasks: 3).rows, distance: distance)
      _ = try own.adversarialStep(
        relations: [[0.9, 0, 0], [0, 0.9, 0], [0, 0, 0.9]], distance: distance)
    }
    #expect(try beginning.snapshot() == own.snapshot())
  }

  @Test func headsLearnBeforeTheirRelationsDo() throws {
    // The same labels with opposite meanings. Of heads that know nothing yet, neither is the better one: relations
    // that were set by them would have both learn from both, and neither could learn anything.
    let trainer = try trainer(tasks: [
      SampleTasks.pairs(120), SampleTasks.pairs(120, seed: 7, yes: 0),
    ])
    var relations = AdversarialRelations(tasks: 2, distance: .hDivergence)
    try trainer.train(relations: &relations, steps: 120)
    for task in 0..<2 {
      #expect(relations.rows[task][task] > 0.7)
      #expect(try trainer.evaluate(task: TaskIndex(task), split: .training).metric > 0.9)
    }
  }

  @Test func theFirstRisksAreTheLossesOfTheSameBatches() throws {
    let (adversarial, alone) = (try trainer(), try trainer())
    let own = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
    let shown = try adversarial.adversarialStep(relations: own, distance: .wasserstein)
    // A trainer for each, since a step changes what the next sees.
    for task in 0..<3 {
      let loss = try alone.loss(of: alone.nextBatch(of: task)).item()
      #expect(abs(shown.risks[task][task] - Double(loss)) < 1e-6)
    }
  }

  @Test(arguments: TaskDistance.allCases)
  func aSnapshotGoesOnAsIfNothingHadBeen(distance: TaskDistance) throws {
    let trainer = try trainer()
    var relations = AdversarialRelations(tasks: 3, distance: distance)
    try trainer.train(relations: &relations, steps: 5)
    let (snapshot, learned) = (try trainer.snapshot(), relations)
    let shown = try (0..<3).map { _ in
      try trainer.adversarialStep(relations: learned.rows, distance: distance)
    }
    for other in [trainer, try self.trainer(seed: 4)] {
      try other.restore(snapshot)
      for expected in shown {
        #expect(
          try other.adversarialStep(relations: learned.rows, distance: distance) == expected)
      }
    }
    #expect(throws: TrainerError.self) {
      try trainer.restore(TrainerSnapshot(bytes: snapshot.bytes.dropLast()))
    }
  }

  @Test(arguments: [ParameterSharing.soft, .blockSparse])
  func tasksWithoutCommonFeaturesAreRefused(sharing: ParameterSharing) throws {
    var settings = smallSettings(.pooled)
    settings.sharing = sharing
    let made = try factory(SampleTasks.all(), settings).makeTrainer(seed: 1)
    let trainer = try #require(made as? TorchTrainer)
    let error = #expect(throws: SharingError.self) {
      try trainer.adversarialStep(
        relations: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], distance: .hDivergence)
    }
    #expect(error?.description.contains("'hard' was expected") == true)
  }
}
