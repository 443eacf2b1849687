import ArgumentParser
import BayesianOptimization
import Foundation
import GSLNumerics

/// Times one suggestion with the fit of its model, after observations of Hartmann's function of six numbers at
/// Sobol points, with noise of standard deviation 0.01.
///
/// Prints a Markdown table: CPU and wall time, the median of up to three repetitions, and the peak memory of
/// the process.
struct SuggestionBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggestion", abstract: "Times one suggestion of the optimiser.")

  @Argument(help: ArgumentHelp("The numbers of observations before it.", valueName: "count"))
  var observations: [Count] = [50, 100, 200, 500, 1000, 5000]

  func run() throws {
    print(
      """
      | observations | CPU ms | wall ms | memory MB |
      |---|---|---|---|
      """)
    for count in observations.map(\.rawValue) {
      var times: [(cpu: Double, wall: Double)] = []
      for repetition in 0..<(count <= 1000 ? 3 : 1) {
        times.append(try suggestionTime(count, seed: UInt64(repetition)))
      }
      let middle = times.sorted { $0.cpu < $1.cpu }[times.count / 2]
      print(
        "| \(count) | \(milliseconds(middle.cpu)) | \(milliseconds(middle.wall)) "
          + "| \(peakMegabytes().map { "\($0)" } ?? "–") |")
    }
  }
}

private func suggestionTime(_ count: Int, seed: UInt64) throws -> (cpu: Double, wall: Double) {
  let streams = RandomStreams(seed: seed).substreams("suggestion-benchmark")
  let space = BoxSpace(Array(repeating: 0...1, count: 6))
  var search = BayesianOptimizer(
    space: space, settings: .standard(for: space, budget: count + 10, isNoisy: false))
  var points = SobolSequence(dimension: 6, using: streams.stream("points"))
  let noise = streams.stream("noise")
  for _ in 0..<count {
    let point = points.next()
    try search.tell(
      point: point, objective: Hartmann.value6(point) + noise.normal(standardDeviation: 0.01))
  }
  var cpu = 0.0
  let wall = try ContinuousClock().measure {
    cpu = try processorSeconds { _ = try search.ask(using: streams.stream("ask")) }
  }
  return (cpu, wall / .seconds(1))
}

private func milliseconds(_ seconds: Double) -> String {
  String(format: seconds < 0.1 ? "%.1f" : "%.0f", 1000 * seconds)
}

/// The peak memory of the process; nil where no file has it.
private func peakMegabytes() -> Int? {
  let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    .map { $0 / 1024 }
}
