import Foundation
import GSLNumerics
import Multitask
import TaskData
import TorchTrainer

extension WorthProblem {
  /// Returns the training of the problem's mixtures on GLUE's files.
  ///
  /// - Parameters:
  ///   - folder: The folder with the tasks' folders.
  ///   - model: The folder of the pretrained encoder, for a frozen problem.
  func training(on folder: URL, model: String?) throws -> TableTraining {
    let streams = RandomStreams(seed: 1).substreams(name)
    return TableTraining(
      factory: try factory(on: folder, model: model, streams: streams), lengths: lengths,
      streams: streams)
  }

  /// The largest number of test examples.
  private static let testExamples = 1_000

  /// Half as many as by default, since their update is most of a short step.
  private static let embeddingBuckets = 4_096

  /// Half as many as by default, since the vectors of word pieces are most of a step.
  private static let frozenBatchSize = 16

  /// The largest number of an auxiliary's training rows; a pretrained encoder has to encode them.
  private var auxiliaryRows: Int { isFrozen ? 4_000 : 10_000 }

  /// Returns the factory of the built-in trainer on GLUE's files.
  ///
  /// The test split is the development set, then the training rows that the limit leaves over, up to
  /// `testExamples` in a random order. Training rows that are in it or in the validation split are dropped.
  ///
  /// - Parameters:
  ///   - folder: The folder with the tasks' folders.
  ///   - model: The folder of the pretrained encoder, for a frozen problem.
  ///   - streams: Give the rows.
  private func factory(
    on folder: URL, model: String?, streams: RandomStreams
  ) throws -> TorchTrainerFactory {
    let names = [primary] + auxiliaries
    let suite = try TaskSuite.glue(names: names, from: folder)
    let tasks = suite.tasks.enumerated().map { index, task in
      index == 0
        ? lowResource(task, using: streams.stream("primary"))
        : auxiliary(task, using: auxiliaryStream(task.name, index, streams))
    }
    let splits = try TaskSplits(
      TaskSuite(tasks: tasks, origin: suite.origin), primary: primary,
      in: SplitOrder(using: streams.stream("held-out")))
    return try TorchTrainerFactory(
      tasks: splits.tasks, primary: TaskIndex(0), settings: settings(model: model))
  }

  private func settings(model: String?) -> TorchTrainerSettings {
    guard isFrozen else {
      return TorchTrainerSettings(encoder: encoder, embeddingBuckets: Self.embeddingBuckets)
    }
    return TorchTrainerSettings(
      encoder: encoder, model: model, pairNumbers: .all, learningRate: 0.001, dropout: 0.3,
      batchSize: Self.frozenBatchSize, maximumTokens: 128)
  }

  /// All frozen problems have the same rows of a task, so that they are encoded once.
  private func auxiliaryStream(
    _ task: String, _ index: Int, _ streams: RandomStreams
  ) -> RandomStream {
    isFrozen
      ? RandomStreams(seed: 1).substreams(task).stream("auxiliary")
      : streams.stream("auxiliary", index)
  }

  private func lowResource(_ task: TaskDataset, using stream: RandomStream) -> TaskDataset {
    let order = stream.permutation(task.training.count)
    let published = stream.permutation(task.test.count).map { task.test[$0] }
    let unused = order.dropFirst(limit).map { task.training[$0] }
    return TaskDataset(
      name: task.name, target: task.target, metric: task.metric,
      training: order.prefix(limit).sorted().map { task.training[$0] },
      test: Array((published + unused).prefix(Self.testExamples)))
  }

  /// An auxiliary is never evaluated, so that one example is enough for either split.
  private func auxiliary(_ task: TaskDataset, using stream: RandomStream) -> TaskDataset {
    let rows = stream.permutation(task.training.count).prefix(auxiliaryRows).sorted()
    return TaskDataset(
      name: task.name, target: task.target, metric: task.metric,
      training: rows.map { task.training[$0] }, validation: Array(task.test.prefix(1)),
      test: Array(task.test.prefix(1)))
  }
}
