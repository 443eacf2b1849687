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
    let lines = ["primary: \(primary.name)", data, ""]
    if entries.isEmpty { return (lines + ["No run was made yet."]).joined(separator: "\n") }

    return (lines + heading + table + [method].compactMap(\.self) + remarks)
      .joined(separator: "\n")
  }

  private var heading: [String] {
    let seeds = entries.compactMap { $0.scores?.count }.max() ?? 0
    let batches = entries.map(\.batches).max() ?? 0
    return [
      "Comparison: the test split, mean over \(seeds) seeds, at most \(batches) training batches a "
        + "run" + (isFinished ? "" : "; not finished")
    ]
  }

  private var table: [String] {
    let primary = header.tasks[header.tasks.primary]
    var table = TextTable(header: [
      "policy", primary.metric, "95 % interval", "to \(reference ?? "the reference")",
      "Holm's interval", "p", "\(primary.name)'s share", "seconds",
    ])
    for entry in entries {
      let halfWidth = entry.scores?.halfWidth()
      table.add([
        entry.policy, entry.scores.map { fixed($0.mean) } ?? "–",
        interval(
          entry.scores.flatMap { scores in
            halfWidth.map { scores.mean - $0...scores.mean + $0 }
          }, fixed),
        entry.difference.map { signed($0.mean) } ?? "–",
        interval(entry.difference?.interval, signed),
        entry.difference.map { fixed($0.probability) } ?? "–",
        fixed(zip(header.tasks, entry.shares).reduce(0) { $0 + ($1.0.isPrimary ? $1.1 : 0) }, 2),
        fixed(entry.seconds, 1),
      ])
    }
    return table.lines
  }

  /// How the differences were tested; nil where there are none.
  private var method: String? {
    let pairs = entries.compactMap { $0.difference?.pairs }
    guard let reference, let most = pairs.max() else { return nil }
    return
      "differences to \(reference) over the seeds that both have (at most \(most)): p of the sign-flip "
      + "test, Student's interval over the seeds, both corrected for \(pairs.count) comparisons (Holm)"
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
