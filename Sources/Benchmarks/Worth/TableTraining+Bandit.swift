import Bandits
import GSLNumerics
import Multitask
import PolicyComparison
import TaskWeighting

extension TableTraining {
  /// Trains models one after the other on the tasks that Exp3.S chooses, and returns their test metrics.
  ///
  /// The reward is the prediction gain, as in a comparison. The bandit keeps what it learned from model to model; the
  /// models have the table's seeds in turn.
  ///
  /// - Parameters:
  ///   - models: The number of models.
  ///   - streams: Give the choices.
  /// - Throws: `ComparisonError.noGradients`, and what the trainer throws.
  func testMetrics(ofExp3S models: Int, using streams: RandomStreams) throws -> [Double] {
    var bandit = Exp3S(arms: factory.tasks.count)
    return try (0..<models).map { model in
      let trainer = try factory.makeTrainer(seed: seed(model % MixtureDesign.seeds))
      guard let trainer = trainer as? any JointTrainer else { throw ComparisonError.noGradients }
      for batch in 0..<batches {
        let task = bandit.choose(using: streams.stream("choice", model, batch))
        let before = try trainer.gradients(of: [TaskIndex(task)]).losses[0]
        try trainer.step(weights: [1])
        bandit.observe(reward: before - (try trainer.losses()[0]), of: task)
      }
      return try trainer.measured(task: factory.primary, split: .test).metric
    }
  }
}
