import GSLNumerics
import Multitask
import TaskData
import TestSupport
import Testing
import TorchTrainer
import TrainerConformance

/// Tasks on numbers, alone and beside tasks on text.
@Suite struct FeatureTaskTests {
  /// Points of which the label is the side of a plane, or the number is the distance from it.
  ///
  /// - Parameters:
  ///   - isNumber: Whether the distance is to be predicted.
  ///   - scale: What every feature is multiplied by, and how far it is moved.
  private func points(
    _ name: String, _ count: Int, features: [String] = ["a", "b", "c", "d", "e", "f", "g", "h"],
    isNumber: Bool = false, scale: Double = 1, seed: Int = 5
  ) -> SplitTask {
    let streams = RandomStreams(seed: UInt64(seed)).substreams(name)
    let stream = streams.stream("points")
    let examples = (0..<count + 400).map { _ in
      let point = features.map { _ in stream.normal() }
      let distance = point.enumerated().reduce(0) {
        $0 + ($1.offset % 2 == 0 ? 1 : -1) * $1.element
      }
      return Example(
        features: point.map { scale * (3 + $0) },
        target: isNumber ? distance : distance > 0 ? 1 : 0)
    }
    let task = TaskDataset(
      name: name, target: isNumber ? .number(-10...10) : .classes(["no", "yes"]),
      metric: isNumber ? .pearson : .accuracy, features: features,
      training: Array(examples.dropLast(400)), test: Array(examples.suffix(400)))
    return SplitTask(task, in: SplitOrder(using: streams.stream("split")))
  }

  private func accuracy(
    _ tasks: [SplitTask], batches: [Int], seed: UInt64 = 1
  ) throws -> Double {
    let trainer = try factory(tasks).makeTrainer(seed: seed)
    for _ in 0..<batches.reduce(0, max) {
      for task in tasks.indices where batches[task] > 0 {
        _ = try trainer.train(task: TaskIndex(task), batches: 1)
      }
    }
    return try trainer.evaluate(task: TaskIndex(0), split: .test).metric
  }

  @Test func tasksOnNumbersConform() throws {
    try checkTrainer(
      factory([
        points("sides", 120), points("distances", 120, isNumber: true),
        points("others", 120, features: ["x", "y"]),
      ]))
  }

  @Test(arguments: [SentenceEncoding.attention, .pooled])
  func tasksOnNumbersAndOnTextConformTogether(encoder: SentenceEncoding) throws {
    let tasks = [SampleTasks.pairs(120), points("sides", 120), SampleTasks.sentences(120)]
    try checkTrainer(factory(tasks, smallSettings(encoder)))
  }

  @Test func aPlaneIsLearned() throws {
    #expect(try accuracy([points("sides", 1_000)], batches: [300]) > 0.93)
    #expect(try accuracy([points("far", 1_000, isNumber: true)], batches: [300]) > 0.97)
  }

  @Test func theScaleOfFeaturesChangesNextToNothing() throws {
    let plain = try accuracy([points("sides", 500)], batches: [100])
    for scale in [1e-6, 1e6, 1e90] {
      #expect(
        abs(try accuracy([points("sides", 500, scale: scale)], batches: [100]) - plain) < 0.02)
    }
  }

  /// The answer is the same function of the same columns, so what one task learns helps the other.
  @Test func tasksWithTheSameColumnsShareWhatTheyLearn() throws {
    let few = points("few", 30)
    let many = points("many", 1_000, isNumber: true, seed: 6)
    let alone = try accuracy([few, many], batches: [200, 0])
    let together = try accuracy([few, many], batches: [200, 200])
    #expect(together > alone + 0.04, "\(alone), then \(together)")
  }

  @Test func aFeatureThatIsAlwaysTheSameIsHarmless() throws {
    let examples = (0..<200).map {
      Example(features: [7, Double($0 % 2), 0], target: Double($0 % 2))
    }
    let odd = Example(features: [1e100, 1, -5], target: 1)
    let task = TaskDataset(
      name: "constant", target: .classes(["no", "yes"]), metric: .accuracy,
      features: ["seven", "answer", "zero"], training: examples, test: examples + [odd])
    let split = SplitTask(task, in: SplitOrder(using: RandomStreams(seed: 1).stream("split")))
    #expect(try accuracy([split], batches: [60]) == 1)
  }
}
