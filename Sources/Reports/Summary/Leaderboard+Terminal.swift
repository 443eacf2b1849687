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
    var lines = ["primary: \(name)", data, ""]
    if entries.isEmpty { return (lines + ["No run was made yet."]).joined(separator: "\n") }

    let seeds = entries.compactMap { $0.scores?.count }.max() ?? 0
    let batches = entries.map(\.batches).max() ?? 0
    lines.append(
      "Comparison: the test split, mean over \(seeds) seeds, at most \(batches) training batches a "
        + "run" + (isFinished ? "" : "; not finished"))
    var table = TextTable(header: [
      "policy", primary.metric, "95 % interval", "to the best", "Holm's interval",
      "p", "\(name)'s share", "seconds",
    ])
    for entry in entries {
      let halfWidth = entry.scores?.halfWidth()
      table.add([
        entry.policy, entry.scores.map { fixed($0.mean) } ?? "–",
        interval(
          entry.scores.flatMap { scores in halfWidth.map { scores.mean - $0 } },
          entry.scores.flatMap { scores in halfWidth.map { scores.mean + $0 } }, fixed),
        entry.difference.map { signed($0.mean) } ?? "–",
        interval(entry.difference?.lower, entry.difference?.upper, signed),
        entry.difference.map { fixed($0.probability) } ?? "–",
        fixed(zip(header.tasks, entry.shares).reduce(0) { $0 + ($1.0.isPrimary ? $1.1 : 0) }, 2),
        fixed(entry.seconds, 1),
      ])
    }
    lines += table.lines
    for entry in entries {
      if let reason = entry.failures.first {
        lines.append("note: \(entry.failures.count) runs of \(entry.policy) failed: \(reason)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func interval(
    _ lower: Double?, _ upper: Double?, _ format: (Double, Int) -> String
  ) -> String {
    guard let lower, let upper else { return "–" }
    return "\(format(lower, 3)) … \(format(upper, 3))"
  }
}
