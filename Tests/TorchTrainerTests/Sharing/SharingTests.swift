import GSLNumerics
import Multitask
import PretrainedEncoders
import TaskWeighting
import Tensors
import TestSupport
import Testing
import TrainerConformance

@testable import TorchTrainer

@Suite struct SharingTests {
  private func settings(
    _ sharing: ParameterSharing, strength: Double = 1, encoder: SentenceEncoding = .pooled
  ) -> TorchTrainerSettings {
    var settings = smallSettings(encoder)
    (settings.sharing, settings.sharingStrength) = (sharing, strength)
    return settings
  }

  private func trainer(
    _ sharing: ParameterSharing, strength: Double, seed: UInt64 = 1
  ) throws -> TorchTrainer {
    try #require(
      factory(SampleTasks.all(), settings(sharing, strength: strength)).makeTrainer(seed: seed)
        as? TorchTrainer)
  }

  private func train(_ trainer: TorchTrainer, _ tasks: [Int], rounds: Int) throws {
    for _ in 0..<rounds {
      for task in tasks { _ = try trainer.train(task: TaskIndex(task), batches: 1) }
    }
  }

  @Test(arguments: SentenceEncoding.allCases, ParameterSharing.allCases)
  func conforms(encoder: SentenceEncoding, sharing: ParameterSharing) throws {
    guard encoder != .tuned || sharing != .soft else { return }
    try TinyBert.withFolder { folder in
      var settings = settings(sharing, strength: 0.1, encoder: encoder)
      (settings.model, settings.warmup) = (folder.path, 3)
      try checkTrainer(factory(SampleTasks.all(), settings))
    }
  }

  @Test func anEncoderForEachTaskIsRefusedWhereItIsAPretrainedOne() throws {
    let error = #expect(throws: SharingError.self) {
      try factory(SampleTasks.all(), settings(.soft, encoder: .tuned))
    }
    #expect(
      error?.description
        == "trainer.sharing is 'soft', so each task would train a pretrained encoder of its own: with "
        + "trainer.encoder 'tuned', 'hard' or 'block_sparse' was expected")
  }

  @Test func gradientsOfTasksWithoutACommonParameterAreNotWeighted() throws {
    let error = #expect(throws: SharingError.self) {
      try trainer(.soft, strength: 1).gradients(of: [TaskIndex(0), TaskIndex(1)])
    }
    #expect(
      error?.description
        == "trainer.sharing is 'soft', so the tasks have no parameter in common to weight their gradients "
        + "by: 'hard' or 'block_sparse' was expected")
    for sharing in [ParameterSharing.hard, .blockSparse] {
      let trainer = try trainer(sharing, strength: 0.1)
      #expect(try trainer.gradients(of: [TaskIndex(0), TaskIndex(1)]).norms.allSatisfy { $0 > 0 })
      try trainer.step(weights: [1, 1])
    }
  }

  @Test(arguments: ParameterSharing.allCases)
  func allBeginAsTheSameModel(sharing: ParameterSharing) throws {
    let (hard, other) = (try trainer(.hard, strength: 1), try trainer(sharing, strength: 1))
    for task in (0..<3).map(TaskIndex.init) {
      #expect(
        try hard.evaluate(task: task, split: .validation)
          == other.evaluate(task: task, split: .validation))
    }
  }

  @Test func softlyATaskAloneIsTrainedAsIfThereWereNoOthers() throws {
    let losses = try [ParameterSharing.hard, .soft].map {
      try trainer($0, strength: 10).train(task: TaskIndex(1), batches: 20).losses
    }
    #expect(losses[0] == losses[1])
  }

  @Test func withoutAPenaltyTasksDoNotTouchEachOther() throws {
    let (alone, together) = (try trainer(.soft, strength: 0), try trainer(.soft, strength: 0))
    try train(alone, [0], rounds: 10)
    try train(together, [0, 1, 2], rounds: 10)
    #expect(
      try alone.evaluate(task: TaskIndex(0), split: .validation)
        == together.evaluate(task: TaskIndex(0), split: .validation))
  }

  /// The largest difference between the copies of two tasks.
  private func distance(_ strength: Double) throws -> Float {
    let trainer = try trainer(.soft, strength: strength)
    try train(trainer, [0, 1], rounds: 10)
    let copies = try trainer.model.copies.map { try trainer.model.buffer.numbers(in: $0) }
    return zip(copies[0], copies[1]).map { abs($0 - $1) }.max() ?? .nan
  }

  @Test func theStrongerThePenaltyTheNearerTheTasksDownToOneModel() throws {
    let distances = try [0, 10, 1000, 1e9].map(distance)
    #expect(zip(distances, distances.dropFirst()).allSatisfy { $1 < $0 / 2 })
    #expect(distances[3] < 1e-6)
  }

  /// The step is θ − mean divided by 1 + 2 · rate · strength · tasks, and the mean stays.
  @Test func thePenaltysStepIsTheProximalOneOfAllPairs() throws {
    let trainer = try trainer(.soft, strength: 0)
    try train(trainer, [0, 1, 2], rounds: 2)
    let model = trainer.model
    let before = try model.copies.map { try model.buffer.numbers(in: $0) }
    try SharingPenalty(sharing: .soft, strength: 5).apply(
      to: model, tasks: [0, 2], learningRate: 0.1)
    let after = try model.copies.map { try model.buffer.numbers(in: $0) }
    #expect(after[1] == before[1])
    for index in before[0].indices {
      let mean = (before[0][index] + before[2][index]) / 2
      for task in [0, 2] {
        let expected = mean + (before[task][index] - mean) / (1 + 2 * 0.5 * 2)
        #expect(abs(after[task][index] - expected) < 1e-6)
      }
    }
  }

  /// The rows, `[rows][tasks · hidden]`, of the hidden layers of all tasks.
  private func rows(_ model: MultitaskModel) throws -> [[Float]] {
    let weights = try model.hiddenWeights.map { try model.buffer.numbers(in: $0) }
    return stride(from: 0, to: weights[0].count, by: model.hidden).map { start in
      weights.flatMap { $0[start..<start + model.hidden] }
    }
  }

  @Test(arguments: [ParameterSharing.blockSparse, .blockSparseMaximum])
  func rowsLeaveAllTasksTogetherAndMoreSoTheStrongerThePenalty(sharing: ParameterSharing) throws {
    let zeros = try [0, 1, 2, 4, 8, 16, 32, 64, 100].map { strength in
      let trainer = try trainer(sharing, strength: strength)
      try train(trainer, [0, 1, 2], rounds: 20)
      let rows = try rows(trainer.model)
      let width = trainer.model.hidden
      for row in rows where row[..<width].allSatisfy({ $0 == 0 }) {
        #expect(row.allSatisfy { $0 == 0 })
      }
      return rows.count { $0.allSatisfy { $0 == 0 } }
    }
    #expect(zeros.first == 0 && zeros.last == 64)
    #expect(zeros.contains { (1..<64).contains($0) }, "\(zeros)")
  }

  @Test func rowsShrinkByTheirCommonLength() throws {
    let model = try trainer(.blockSparse, strength: 0).model
    let before = try rows(model)
    try SharingPenalty(sharing: .blockSparse, strength: 2).apply(
      to: model, tasks: [0, 1, 2], learningRate: 0.1)
    for (old, new) in try zip(before, rows(model)) {
      let length = old.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let kept = max(0, 1 - 0.2 / length)
      #expect(zip(old, new).allSatisfy { abs($0 * kept - $1) < 1e-6 })
    }
  }

  @Test(arguments: ParameterSharing.allCases)
  func threeTasksOverfitEightExamplesEach(sharing: ParameterSharing) throws {
    var settings = settings(sharing, strength: 0.01)
    settings.dropout = 0
    let trainer = try #require(
      factory(SampleTasks.all(16), settings).makeTrainer(seed: 7) as? TorchTrainer)
    try train(trainer, [0, 1, 2], rounds: 150)
    for task in 0..<3 {
      #expect(try trainer.evaluate(task: TaskIndex(task), split: .training).loss < 0.05)
    }
  }

  @Test func theWordsOfExperimentFiles() {
    #expect(
      ParameterSharing.allCases.map(\.rawValue)
        == ["hard", "soft", "block_sparse", "block_sparse_maximum"])
  }
}
