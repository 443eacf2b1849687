import GSLNumerics
import Multitask
import TaskWeighting
import Tensors
import Testing

@testable import TorchTrainer

@Suite struct JointTrainerTests {
  private let together = [TaskIndex(1), TaskIndex(0), TaskIndex(2)]

  private func trainer(
    moments: OptimiserMoments = .shared, dropout: Double = 0.1
  ) throws -> TorchTrainer {
    var settings = smallSettings(moments: moments)
    settings.dropout = dropout
    return try #require(factory(SampleTasks.all(), settings).makeTrainer(seed: 4) as? TorchTrainer)
  }

  @Test(arguments: OptimiserMoments.allCases, 0..<3)
  func allWeightOnOneTaskTrainsThatTaskAlone(moments: OptimiserMoments, index: Int) throws {
    let (joint, alone) = (try trainer(moments: moments), try trainer(moments: moments))
    for _ in 0..<5 {
      let losses = try joint.gradients(of: together).losses
      try joint.step(weights: (0..<3).map { $0 == index ? 1 : 0 })
      #expect(try alone.train(task: together[index], batches: 1).losses == [losses[index]])
    }
    for task in together {
      #expect(
        try joint.evaluate(task: task, split: .validation)
          == alone.evaluate(task: task, split: .validation))
    }
  }

  @Test func theHeadOfATaskWithoutWeightIsTrainedOnItsLoss() throws {
    let joint = try trainer()
    let head = joint.model.heads[together[1].rawValue]
    _ = try joint.gradients(of: together)
    let before = try joint.model.buffer.numbers(in: head)
    try joint.step(weights: StepWeights(shared: [1, 0, 0], own: [1, 0, 1]))
    #expect(try joint.model.buffer.numbers(in: head) == before)
    _ = try joint.gradients(of: together)
    try joint.step(weights: StepWeights(shared: [1, 0, 0], own: [1, 1, 1]))
    #expect(try joint.model.buffer.numbers(in: head) != before)
  }

  @Test func equalWeightsMakeTheGradientOfTheMeanLoss() throws {
    let (joint, graph) = (try trainer(), try trainer())
    _ = try joint.gradients(of: together)
    let rows = try #require(joint.joint)
    let combined = rows.shared.transposedTimes([1, 1, 1].map { $0 / 3 })
    // One graph of all tasks, and its single gradient.
    let losses = try together.map { try graph.loss(of: graph.nextBatch(of: $0.rawValue)) }
    try ((losses[0] + losses[1] + losses[2]) * (1.0 / 3)).backward()
    let expected = try graph.model.buffer.gradientNumbers(in: graph.model.shared)
    let scale = expected.reduce(0) { max($0, abs($1)) }
    #expect(scale > 0)
    #expect(zip(combined, expected).allSatisfy { abs($0 - $1) <= 1e-5 * scale })
    for (row, task) in together.enumerated() {
      let head = try graph.model.buffer.gradientNumbers(in: graph.model.heads[task.rawValue])
      #expect(zip(rows.heads[row], head).allSatisfy { abs($0 / 3 - $1) <= 1e-5 })
    }
  }

  @Test func theProductsAreThoseOfTheGradients() throws {
    let joint = try trainer()
    let shown = try joint.gradients(of: together)
    let rows = try #require(joint.joint).shared
    for left in 0..<3 {
      for right in 0..<3 {
        let product = (0..<rows.columns).reduce(0.0) {
          $0 + Double(rows.elements[left * rows.columns + $1])
            * Double(rows.elements[right * rows.columns + $1])
        }
        let bound = shown.norms[left] * shown.norms[right]
        #expect(bound > 0 && abs(shown.gram[left, right] - product) <= 1e-5 * bound)
      }
    }
  }

  @Test func theLossesOfTheSameBatchesFallWithTheStep() throws {
    let joint = try trainer()
    let before = try joint.gradients(of: together).losses
    #expect(try joint.losses() == before)
    try joint.step(weights: [1, 1, 1])
    #expect(try joint.losses().reduce(0, +) < before.reduce(0, +))
  }

  @Test func theCurvatureIsSymmetricAndLinearInTheWeights() throws {
    var settings = smallSettings(.pooled)
    settings.dropout = 0
    let made = try factory(SampleTasks.all(), settings).makeTrainer(seed: 4)
    let joint = try #require(made as? TorchTrainer)
    for _ in 0..<40 {
      _ = try joint.gradients(of: together)
      try joint.step(weights: [1, 1, 1])
    }
    let stream = RandomStreams(seed: 8).stream("directions")
    let directions = (0..<2).map { _ in
      joint.model.shared.map { _ in stream.normal(standardDeviation: 0.01) }
    }
    var symmetric = 0
    for task in together {
      let shown = try joint.gradients(of: [task])
      let products = try directions.map { try joint.curvature(along: $0, weights: [1]) }
      let (left, right) = (dot(directions[0], products[1]), dot(directions[1], products[0]))
      if abs(left - right) < 0.02 * abs(right) { symmetric += 1 }
      let twice = try joint.curvature(along: directions[0], weights: [2])
      #expect(right != 0 && abs(dot(directions[1], twice) - 2 * right) < 0.02 * abs(right))
      // The parameters are as they were.
      #expect(try joint.losses() == shown.losses)
    }
    // In the step of one task a rectified unit may change over, which the difference then shows.
    #expect(symmetric >= 2)
  }

  @Test func responsesFollowThePrimarysGradient() throws {
    var settings = smallSettings()
    // With a short step the series is four times its first term.
    (settings.dropout, settings.learningRate) = (0, 1e-6)
    let made = try factory([SampleTasks.sentences(10)], settings).makeTrainer(seed: 4)
    let joint = try #require(made as? TorchTrainer)
    _ = try joint.gradients(of: [TaskIndex(0)])
    let first = try #require(joint.joint).shared
    let response = try joint.responses(weights: [1], terms: 3)[0]
    // A pass of one batch: the next batch has the same examples in another order.
    _ = try joint.gradients(of: [TaskIndex(0)])
    let second = try #require(joint.joint).shared
    let product = zip(first.elements, second.elements).reduce(0.0) {
      $0 + Double($1.0) * Double($1.1)
    }
    #expect(abs(response - 4 * product) < 0.01 * abs(response))
  }

  @Test(arguments: WeightingKind.allCases)
  func everyWeightingTrains(kind: WeightingKind) throws {
    let joint = try trainer(dropout: 0)
    var weighting = kind.weighting(tasks: 3)
    let streams = RandomStreams(seed: 1)
    let before = try joint.evaluate(task: together[0], split: .training).loss
    try joint.train(tasks: together, weighting: &weighting, steps: 0..<60, using: streams)
    #expect(try joint.evaluate(task: together[0], split: .training).loss < 0.7 * before)
  }

  @Test func theSameSeedTrainsTheSame() throws {
    let evaluations = try (0..<2).map { _ in
      let joint = try trainer()
      var weighting = WeightingKind.auxiNash.weighting(tasks: 3)
      try joint.train(
        tasks: together, weighting: &weighting, steps: 0..<30, using: RandomStreams(seed: 1))
      return try joint.evaluate(task: together[0], split: .validation)
    }
    #expect(evaluations[0] == evaluations[1])
  }

  @Test func divergedTrainingIsReportedWithTheTask() throws {
    let joint = try trainer()
    try joint.model.buffer.setNumbers([.nan], at: joint.model.heads[0].lowerBound)
    #expect { try joint.gradients(of: together) } throws: { error in
      guard case .lossNotFinite("pairs", let loss)? = error as? TrainerError else { return false }
      return loss.isNaN
    }
  }
}
