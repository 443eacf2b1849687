import AutoSeM
import Multitask
public import PolicyComparison
import RunJournal

extension Leaderboard {
  /// How the policies compare, as lines for a terminal.
  public var terminalSummary: String {
    let data =
      header.isSynthetic
      ? "data: the built-in SYNTHETIC suite; no real text was used" : "data: \(header.origin)"
    let role = header.tasks.hasSeveralTargets ? "targets" : "primary"
    let lines = ["\(role): \(header.tasks.objectiveName)", data, ""]
    if entries.isEmpty { return (lines + ["No run was made yet."]).joined(separator: "\n") }

    return (lines + heading + table + targetTable + methods + remarks)
      .joined(separator: "\n")
  }

  private var heading: [String] {
    let batches = entries.map(\.batches).max() ?? 0
    return [
      "Comparison: the test split, mean \(basis ?? "over no seed"), at most \(batches) training batches a run"
        + (isFinished ? "" : "; not finished")
    ]
  }

  private var table: [String] {
    let tasks = header.tasks
    let owner = tasks.hasSeveralTargets ? "the targets'" : "\(tasks[tasks.primary].name)'s"
    var table = TextTable(header: [
      "policy", tasks.objectiveMetric, "95 % interval", "to \(reference ?? "the reference")",
      "Holm's interval", "Holm's p", "to the best", "Tukey's p", "\(owner) share",
      "seconds",
    ])
    for entry in entries {
      table.add([
        entry.policy, entry.scores.map { fixed($0.mean) } ?? "–",
        interval(entry.scores.flatMap(scoreRange.interval(of:)), fixed),
        entry.difference.map { signed($0.mean) } ?? "–",
        interval(entry.difference?.interval?.clamped(to: scoreRange.ofDifferences.bounds), signed),
        entry.difference?.probability.map { fixed($0) } ?? "–",
        entry.differenceToBest.map { signed($0.mean) } ?? "–",
        entry.differenceToBest?.probability.map { fixed($0) } ?? "–",
        fixed(tasks.trainedTargets.reduce(0) { $0 + entry.share(of: $1) }, 2),
        fixed(entry.seconds, 1),
      ])
    }
    return table.lines
  }

  /// The mean score of each of several targets.
  private var targetTable: [String] {
    guard header.tasks.hasSeveralTargets else { return [] }
    var table = TextTable(header: ["policy"] + header.tasks.targetNames)
    for entry in entries where !entry.targets.isEmpty {
      table.add([entry.policy] + entry.targets.map { fixed($0.mean) })
    }
    return ["", "By target:"] + table.lines
  }

  /// What was tested, and how.
  var methods: [String] {
    let differences = entries.compactMap(\.difference)
    let tests = differences.count { $0.probability != nil }
    let examples = differences.compactMap(\.examples).max()
    let toReference = zip(
      [reference].compactMap(\.self), [differences.map(\.pairs).max()].compactMap(\.self)
    ).map { reference, pairs in
      let test =
        examples.map { "paired over the at most \(pairs) seeds that both have and \($0) examples" }
        ?? "paired t-test over the seeds that both have (at most \(pairs))"
      return
        "to \(reference), the reference named beforehand: \(test); p and interval corrected for "
        + "\(tests) \(tests == 1 ? "comparison" : "comparisons") (Holm)"
    }
    let rivals = entries.count { $0.differenceToBest != nil }
    let toBest = zip([best].compactMap(\.self), rivals > 0 ? [rivals + 1] : []).map {
      "to the best, \($0): studentised range of the \($1) policies with the same seeds (Tukey), over the "
        + "seeds\(examplesToBest.map { " and \($0) examples" } ?? " on these examples"); p allows for the choice of "
        + "the best"
    }
    return toReference + [sizesForOnePoint].compactMap(\.self) + toBest
  }

  /// The warnings, and the first reason of each policy's failures.
  var remarks: [String] {
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

extension Leaderboard.Entry {
  /// The share of a task in the batches; zero before a run.
  fileprivate func share(of task: TaskIndex) -> Double {
    shares.indices.contains(task.rawValue) ? shares[task.rawValue] : 0
  }
}
