import AutoSeM
import GSLNumerics
import Multitask
public import PolicyComparison
import RunJournal

extension Leaderboard {
  /// How the policies compare, as lines for a terminal.
  public var terminalSummary: String {
    let data =
      header.isSynthetic
      ? "data: the built-in SYNTHETIC suite; no real text was used" : "data: \(header.origin)"
    let primary = header.tasks[header.tasks.primary]
    let name = primary.name
    let lines = ["primary: \(name)", data, ""]
    if entries.isEmpty { return (lines + ["No run was made yet."]).joined(separator: "\n") }

    return (lines + heading + table + methods + remarks)
      .joined(separator: "\n")
  }

  private var heading: [String] {
    let seeds = entries.compactMap { $0.scores?.count }.max() ?? 0
    let batches = entries.map(\.batches).max() ?? 0
    return [
      "Comparison: the test split, mean over \(seeds) seeds\(onTheseExamples(testExamples)), at most "
        + "\(batches) training batches a run" + (isFinished ? "" : "; not finished")
    ]
  }

  private var table: [String] {
    let primary = header.tasks[header.tasks.primary]
    var table = TextTable(header: [
      "policy", primary.metric, "95 % interval", "to \(reference ?? "the reference")",
      "Holm's interval", "Holm's p", "to the best", "Tukey's p", "\(primary.name)'s share",
      "seconds",
    ])
    for entry in entries {
      let halfWidth = entry.scores?.halfWidth()
      table.add([
        entry.policy, entry.scores.map { fixed($0.mean) } ?? "–",
        interval(
          entry.scores.flatMap { scores in
            halfWidth.map { scoreRange.interval(mean: scores.mean, halfWidth: $0) }
          }, fixed),
        entry.difference.map { signed($0.mean) } ?? "–",
        interval(entry.difference?.interval?.clamped(to: scoreRange.ofDifferences.bounds), signed),
        entry.difference?.probability.map { fixed($0) } ?? "–",
        entry.differenceToBest.map { signed($0.mean) } ?? "–",
        entry.differenceToBest?.probability.map { fixed($0) } ?? "–",
        fixed(zip(header.tasks, entry.shares).reduce(0) { $0 + ($1.0.isPrimary ? $1.1 : 0) }, 2),
        fixed(entry.seconds, 1),
      ])
    }
    return table.lines
  }

  /// What was tested, and how.
  private var methods: [String] {
    let pairs = entries.compactMap { $0.difference?.pairs }
    let tests = entries.count { $0.difference?.probability != nil }
    let toReference = zip([reference].compactMap(\.self), [pairs.max()].compactMap(\.self)).map {
      "to \($0), the reference named beforehand: paired t-test over the seeds that both have (at most \($1)); "
        + "p and interval corrected for \(tests) \(tests == 1 ? "comparison" : "comparisons") (Holm)"
    }
    let rivals = entries.count { $0.differenceToBest != nil }
    let toBest = zip([best].compactMap(\.self), rivals > 0 ? [rivals + 1] : []).map {
      "to the best, \($0): studentised range of the \($1) policies with the same seeds (Tukey); p allows for "
        + "the choice of the best"
    }
    return toReference + toBest
  }

  private var remarks: [String] {
    let failed = entries.compactMap { entry in
      entry.failures.first.map { reason in
        "note: \(entry.failures.count) runs of \(entry.policy) failed: \(reason)"
      }
    }
    return notes.map { "note: " + $0 } + failed
  }

  private func interval(
    _ interval: ClosedRange<Double>?, _ format: (Double, Int) -> String
  ) -> String {
    guard let interval else { return "–" }
    return "\(format(interval.lowerBound, 3)) … \(format(interval.upperBound, 3))"
  }
}
