import AutoSeM
import Multitask
import Plots
import PolicyComparison
import RunJournal

/// What a comparison has to report, read from its journal at any time of the run.
struct ComparisonReport: Sendable {
  let leaderboard: Leaderboard
  let settings: [ReportedSetting]

  /// Reads a comparison.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - settings: The keys of the experiment; none for a run of a Swift program.
  /// - Throws: What the journal throws.
  init(of journal: Journal, settings: [ReportedSetting] = []) throws {
    leaderboard = try Leaderboard(of: journal)
    self.settings = settings
  }

  /// The report.
  var document: Document {
    Document(
      title: "autosem: policies compared on \(tasks.objectiveName)", opening: opening,
      sections: [
        scores, costs, RunDescription(header: leaderboard.header, settings: settings).section,
      ],
      closing: "Made by autosem \(leaderboard.header.version) from the comparison's journal alone."
    )
  }

  var tasks: TaskList { leaderboard.header.tasks }

  // MARK: - The answer

  private var opening: [Block] {
    [.paragraph(answer, .answer)]
      + (leaderboard.header.isSynthetic
        ? [.paragraph(SearchReport.synthetic, .notice)] : [])
      + (leaderboard.isFinished
        ? [] : [.paragraph("This comparison has not ended.", .notice)])
      + Block.remarks(leaderboard.remarks)
  }

  private var answer: String {
    guard let best = leaderboard.entries.first(where: { $0.policy == leaderboard.best }),
      let score = best.scores?.mean
    else { return "No policy has a score yet." }
    let answer =
      "\(best.policy) has the highest mean \(tasks.objectiveMetric), \(fixed(score))"
    guard let difference = best.difference, let reference = leaderboard.reference else {
      return answer + "."
    }
    let interval = ends(difference.interval).map { " (95 % interval, Holm: \($0))" } ?? ""
    let isClear = difference.probability.map { $0 < 0.05 } ?? false
    return answer + ": \(signed(difference.mean)) to \(reference)\(interval), "
      + (isClear ? "a significant difference." : "not significantly different from zero.")
  }

  private func ends(_ interval: ClosedRange<Double>?) -> String? {
    clamped(interval).map { "\(signed($0.lowerBound)) to \(signed($0.upperBound))" }
  }

  private func clamped(_ interval: ClosedRange<Double>?) -> ClosedRange<Double>? {
    interval?.clamped(to: leaderboard.scoreRange.ofDifferences.bounds)
  }

  // MARK: - Sections

  private var scores: Document.Section {
    guard !leaderboard.entries.isEmpty else {
      return .init(name: "scores", title: "Scores", blocks: [])
    }
    return .init(
      name: "scores", title: "Scores",
      blocks: [
        .paragraph(
          "All policies have the same number of training batches. The best model of each run was measured on the "
            + "test split; the intervals are \(leaderboard.basis ?? "over no seed").")
      ] + leaderboard.methods.map { .paragraph($0.sentence, .remark) }
        + [.table(table, caption: "The policies by rank"), .figures([means] + differences)])
  }

  private var table: DataTable {
    DataTable(
      columns: [
        "policy", tasks.objectiveMetric, "95 % interval", "to the reference", "Holm's interval",
        "Holm's p", "to the best", "Tukey's p",
      ],
      rows: leaderboard.entries.map { entry in
        [
          entry.policy, entry.scores.map { fixed($0.mean) } ?? "–",
          entry.scores.flatMap(leaderboard.scoreRange.interval(of:)).map {
            "\(fixed($0.lowerBound)) … \(fixed($0.upperBound))"
          } ?? "–",
          entry.difference.map { signed($0.mean) } ?? "–",
          clamped(entry.difference?.interval).map {
            "\(signed($0.lowerBound)) … \(signed($0.upperBound))"
          } ?? "–",
          entry.difference?.probability.map { fixed($0) } ?? "–",
          entry.differenceToBest.map { signed($0.mean) } ?? "–",
          entry.differenceToBest?.probability.map { fixed($0) } ?? "–",
        ]
      })
  }

  private var means: Figure {
    IntervalPlot(
      rows: leaderboard.entries.map { entry in
        .init(
          entry.policy, entry.scores?.mean,
          interval: entry.scores.flatMap(leaderboard.scoreRange.interval(of:)),
          values: entry.scores?.values ?? [])
      }, axis: "\(tasks.objectiveMetric) on the test split"
    ).figure(
      title: "The leaderboard",
      description: "Rings are single seeds, dots their means, lines the 95 % intervals.")
  }

  private var differences: [Figure] {
    guard let reference = leaderboard.reference else { return [] }
    let rows = leaderboard.entries.filter { $0.policy != reference }
    return [
      IntervalPlot(
        rows: rows.map {
          .init($0.policy, $0.difference?.mean, interval: clamped($0.difference?.interval))
        },
        axis: "difference in \(tasks.objectiveMetric)", reference: 0
      ).figure(
        title: "Paired differences to \(reference)",
        description: "Lines are Holm's intervals, which allow for the number of policies.")
    ]
  }
}
