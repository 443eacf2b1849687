import Multitask

/// The checks of one factory's trainers.
struct TrainerCheck<Factory: TrainerFactory> {
  let factory: Factory
  let measured: [TaskIndex]
  private(set) var violations: [String] = []

  init(factory: Factory, measured: [TaskIndex]) {
    self.factory = factory
    self.measured = measured
  }

  /// Runs a check; one that throws is a violation, so that the next one still runs.
  ///
  /// - Throws: `CancellationError`.
  mutating func collect(_ what: String, _ check: (inout Self) throws -> Void) throws {
    do {
      try check(&self)
    } catch let error as CancellationError {
      throw error
    } catch {
      violations.append("\(what) throws an error: \(error)")
    }
  }

  private mutating func expect(_ isMet: Bool, _ sentence: String) {
    if !isMet { violations.append(sentence) }
  }

  // MARK: - The checks

  mutating func checkTasks() throws {
    let names = factory.tasks.names
    expect(Set(names).count == names.count, "two tasks have the same name: \(names)")
    let trainer = try factory.makeTrainer(seed: 1)
    for (index, task) in zip(factory.tasks.taskIndices, factory.tasks) {
      let signal = try trainer.train(on: [index, index])
      expect(
        signal.losses.count <= 2,
        "training on 2 batches of '\(task.name)' gives \(signal.losses.count) losses, where at most one "
          + "for each batch is expected")
      expect(
        signal.losses.allSatisfy(\.isFinite),
        "training on '\(task.name)' gives the losses \(signal.losses), where finite numbers are expected"
      )
      expect(
        signal.examples > 0,
        "training on 2 batches of '\(task.name)' reports \(signal.examples) examples")
      if measured.contains(index) { try checkSplits(trainer, index, task) }
    }
  }

  private mutating func checkSplits(
    _ trainer: any Trainer, _ index: TaskIndex, _ task: TaskSummary
  ) throws {
    let sizes = [
      (Split.training, task.trainingExamples), (.validation, task.validationExamples),
      (.test, task.testExamples),
    ]
    for (split, size) in sizes where size > 0 {
      let found = try trainer.evaluate(task: index, split: split)
      let name = "the evaluation of '\(task.name)' on \(split.rawValue)"
      expect(
        found.examples == size,
        "\(name) reports \(found.examples) examples, where all \(size) are expected")
      expect(
        found.metric.isFinite && found.loss.isFinite,
        "\(name) gives the metric \(found.metric) and the loss \(found.loss), where finite numbers are "
          + "expected")
    }
  }

  mutating func checkSeeds() throws {
    func behaviour(_ seed: UInt64) throws -> Behaviour {
      try self.behaviour(of: factory.makeTrainer(seed: seed))
    }
    let first = try behaviour(1)
    expect(try behaviour(1) == first, "two trainers with the same seed give different numbers")
    expect(try behaviour(2) != first, "trainers with different seeds give the same numbers")
  }

  mutating func checkCalls() throws {
    let whole = try factory.makeTrainer(seed: 3)
    let all = try whole.train(on: batches)
    let expected = try behaviour(of: whole)
    for length in [1, 2, 3] {
      let cut = try factory.makeTrainer(seed: 3)
      var signals: [TrainingSignal] = []
      for start in stride(from: 0, to: batches.count, by: length) {
        signals.append(
          try cut.train(on: Array(batches[start..<min(start + length, batches.count)])))
      }
      let losses = signals.flatMap(\.losses)
      let what = "\(batches.count) batches in calls of \(length) and in one call"
      expect(
        signals.reduce(0) { $0 + $1.examples } == all.examples,
        "\(what) report different numbers of examples")
      expect(
        losses.count == all.losses.count ? losses == all.losses : losses.first == all.losses.first,
        "\(what) give different losses")
      expect(try behaviour(of: cut) == expected, "\(what) give different models")
    }
  }

  mutating func checkEvaluation() throws {
    let (plain, evaluated) = (try factory.makeTrainer(seed: 4), try factory.makeTrainer(seed: 4))
    for task in batches {
      let expected = try plain.train(on: [task])
      expect(
        try evaluated.train(on: [task]) == expected,
        "a batch of '\(factory.tasks[task].name)' after an evaluation gives another loss than without it"
      )
      guard measured.contains(task) else { continue }
      let once = try evaluated.evaluate(task: task, split: .validation)
      expect(
        try evaluated.evaluate(task: task, split: .validation) == once,
        "a second evaluation of '\(factory.tasks[task].name)' differs from the first")
    }
    expect(
      try behaviour(of: evaluated) == behaviour(of: plain),
      "a model that was evaluated differs from one that was not")
  }

  mutating func checkSnapshots() throws {
    guard let saved = try factory.makeTrainer(seed: 5) as? any CheckpointingTrainer else { return }
    _ = try saved.train(on: batches)
    let snapshot = try saved.snapshot()
    let expected = try behaviour(of: saved)

    try saved.restore(snapshot)
    expect(try behaviour(of: saved) == expected, "a trainer does not return to its own snapshot")
    guard let fresh = try factory.makeTrainer(seed: 5) as? any CheckpointingTrainer else {
      violations.append("some trainers make snapshots and others do not")
      return
    }
    try fresh.restore(snapshot)
    expect(
      try behaviour(of: fresh) == expected,
      "a new trainer does not continue from another's snapshot")

    try fresh.restore(snapshot)
    let damaged = [
      ("cut short", Array(snapshot.bytes.dropLast())), ("too long", snapshot.bytes + [0]),
    ]
    for (damage, bytes) in damaged {
      let isRefused: Bool
      do {
        try fresh.restore(TrainerSnapshot(bytes: bytes))
        isRefused = false
      } catch {
        isRefused = true
      }
      expect(isRefused, "a snapshot that is \(damage) is restored, where an error is expected")
    }
    expect(try behaviour(of: fresh) == expected, "a refused snapshot changes the model")
  }

  // MARK: - What is compared

  /// What a trainer shows when it is trained on and measured.
  private struct Behaviour: Equatable {
    var signals: [TrainingSignal] = []
    var evaluations: [Evaluation] = []
  }

  /// A sequence in which tasks repeat, alternate and return.
  private var batches: [TaskIndex] {
    let tasks = factory.tasks.taskIndices
    return tasks.flatMap { [$0, $0] } + tasks + tasks.reversed()
  }

  private func behaviour(of trainer: any Trainer) throws -> Behaviour {
    func evaluations() throws -> [Evaluation] {
      try measured.map { try trainer.evaluate(task: $0, split: .validation) }
    }
    var behaviour = Behaviour(evaluations: try evaluations())
    for task in batches { behaviour.signals.append(try trainer.train(on: [task])) }
    behaviour.evaluations += try evaluations()
    return behaviour
  }
}
