import AutoSeM
import Multitask
import Plots
import PolicyComparison

extension ComparisonReport {
  /// What each policy trained on, what it took, and what failed.
  var costs: Document.Section {
    let entries = leaderboard.entries
    guard !entries.isEmpty else { return .init(name: "cost", title: "Cost", blocks: []) }
    let shares = BarPlot(
      parts: tasks.names,
      rows: entries.filter { !$0.shares.isEmpty }.map { .init($0.policy, $0.shares) },
      axis: "share of the training batches"
    ).figure(
      title: "What each policy trained on",
      description: "The mean share of each task in all batches.")
    let seconds = ScatterPlot(
      entries.compactMap { entry in
        entry.scores.map { .init(entry.policy, x: entry.seconds, y: $0.mean) }
      }, x: "seconds of a run", y: tasks.objectiveMetric, areNamed: true
    ).figure(
      title: "Time against score",
      description:
        "The batches are the same for all; the seconds are not. Names that would lie on others are in the table alone."
    )
    return .init(
      name: "cost", title: "Shares and cost",
      blocks: [.figures([shares, seconds])] + sharesOverTime
        + [.table(table, caption: "The cost of each policy")] + failures)
  }

  // MARK: - Shares over time

  /// A plot of each policy whose shares change, and the names of the others.
  private var sharesOverTime: [Block] {
    let recorded = leaderboard.entries.filter { $0.sharesOverTime != nil }
    guard !recorded.isEmpty else { return [] }
    let moving = recorded.filter { $0.sharesOverTime?.isMoving == true }
    let constant = recorded.filter { $0.sharesOverTime?.isMoving == false }.map(\.policy)
    let text =
      constant.isEmpty
      ? [] : [Block.paragraph("The shares do not change during a run of \(listed(constant)).")]
    return text + (moving.isEmpty ? [] : [.figures(moving.compactMap(course))])
  }

  private func course(of entry: Leaderboard.Entry) -> Figure? {
    entry.sharesOverTime.map { course in
      StackedAreas(
        parts: tasks.names,
        spans: course.parts.map { .init(length: $0.total, shares: $0.shares) },
        x: "training batches", y: "share of the batches"
      ).figure(
        title: "The shares of \(entry.policy.brief) over time",
        description:
          "The share of each task in each twentieth of the batches, the mean of the runs."
      )
    }
  }

  private func listed(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " or \(names[names.count - 1])"
  }

  // MARK: - Cost

  private var table: DataTable {
    DataTable(
      columns: ["policy", "runs", "failed", "training batches of a run", "seconds of a run"],
      rows: leaderboard.entries.map { entry in
        [
          entry.policy, "\(entry.runs)", "\(entry.failures.count)", "\(entry.batches)",
          fixed(entry.seconds, 1),
        ]
      })
  }

  private var failures: [Block] {
    FailedJobs(
      failures: leaderboard.entries.flatMap { entry in
        entry.failures.map { (job: "a run of \(entry.policy)", reason: $0) }
      }, retries: []
    ).blocks
  }
}
