public import ArgumentParser
import Foundation
import GSLNumerics
import Multitask
import TaskData
public import TorchTrainer

/// Measures the transfer of each task of the synthetic suite to a primary: equal shares of both against the
/// primary alone, with the same number of batches and the same seeds.
///
/// Prints a Markdown table: means on the test split and mean differences with paired 95 % intervals.
struct TransferBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: "Measures what each task of the synthetic suite is worth to a primary.")

  @Argument(help: "The primary task.")
  var primary = "rte"

  @Argument(help: "The number of seeds.")
  var seeds: Count = 20

  @Argument(help: "The number of training batches.")
  var batches: Count = 300

  @Argument(help: "How tasks share parameters. Default: that of the trainer.")
  var sharing: ParameterSharing?

  @Argument(help: "The strength of soft sharing. Default: that of the trainer.")
  var strength: Magnitude?

  func run() throws {
    var settings = TorchTrainerSettings()
    settings.sharing = sharing ?? settings.sharing
    settings.sharingStrength = strength?.rawValue ?? settings.sharingStrength
    let suite = try TaskSuite.synthetic(seed: 1)
    guard let index = suite.names.firstIndex(of: primary) else {
      throw TaskDataError.unknownTask(primary, available: suite.names)
    }
    let target = TaskIndex(index)
    let streams = RandomStreams(seed: 1)
    let factory = try TorchTrainerFactory(
      tasks: suite.tasks.map { SplitTask($0, in: SplitOrder(using: streams.stream("held-out"))) },
      primary: target, settings: settings)
    let count = suite.tasks.count

    func evaluations(_ mixture: Mixture) throws -> [Evaluation] {
      try seeds.seeds.map { seed in
        let trainer = try factory.makeTrainer(seed: seed)
        let order = MixingSchedule.interleaved.tasks(
          for: mixture, batches: batches.rawValue, using: streams.stream("schedule"))
        _ = try trainer.train(on: order)
        return try trainer.evaluate(task: target, split: .test)
      }
    }

    let alone = try evaluations(.only(target, of: count))
    print(
      """
      \(primary), \(batches.rawValue) batches, \(seeds.rawValue) seeds, \(settings.sharing.rawValue) sharing

      | trained on | \(suite.tasks[index].metric.rawValue) | difference | log-loss | difference |
      |---|---|---|---|---|
      | \(primary) alone | \(percent(mean(alone.map(\.metric)))) | | \(loss(mean(alone.map(\.loss)))) | |
      """)
    for other in suite.tasks.indices where other != index {
      let mixed = try evaluations(.uniform(over: [target, TaskIndex(other)], of: count))
      let gains = zip(mixed, alone).map { $0.metric - $1.metric }
      let losses = zip(mixed, alone).map { $0.loss - $1.loss }
      print(
        "| with \(suite.names[other]) | \(percent(mean(mixed.map(\.metric)))) "
          + "| \(signed(100 * mean(gains), 1)) ± \(fixed(100 * halfWidth(gains), 1)) "
          + "| \(loss(mean(mixed.map(\.loss)))) "
          + "| \(signed(mean(losses), 3)) ± \(fixed(halfWidth(losses), 3)) |")
    }
  }
}

extension ParameterSharing: ExpressibleByArgument {}

private func mean(_ values: [Double]) -> Double { SampleStatistics(values).mean }

private func halfWidth(_ values: [Double]) -> Double {
  SampleStatistics(values).halfWidth() ?? .nan
}

private func fixed(_ value: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", value)
}

private func signed(_ value: Double, _ digits: Int) -> String {
  String(format: "%+.\(digits)f", value)
}

private func percent(_ value: Double) -> String { fixed(100 * value, 1) }

private func loss(_ value: Double) -> String { fixed(value, 3) }
