import Plots
import RunJournal

/// What failed in a run, by fault of the trial or of the machine.
struct FailedJobs {
  /// The jobs that failed, each with its reason.
  let failures: [(job: String, reason: String)]

  /// The jobs that were run again since the machine failed; one of a job for each time.
  let retries: [MachineRetry]

  /// The largest number of jobs that are listed.
  private static let most = 20

  /// The paragraphs and tables of both.
  var blocks: [Block] { failed + again }

  private var failed: [Block] {
    listed(
      failures.map { [$0.job, $0.reason] }, columns: ["job", "reason"], caption: "Jobs that failed",
      one: "One job failed", many: "jobs failed")
  }

  private var again: [Block] {
    let rows = Dictionary(grouping: retries) { $0.job }.map { job, retries in
      let last = retries.max { $0.number < $1.number }
      return [job, "\(last?.number ?? 0) of \(last?.limit ?? 0)", last?.reason ?? ""]
    }
    return listed(
      rows.sorted { $0[0] < $1[0] }, columns: ["job", "retries", "last reason"],
      caption: "Jobs that were run again",
      one:
        "The machine failed under one job, which was run again, so that its result is as if nothing had happened",
      many:
        "jobs were run again since the machine failed under them, so that their results are as if nothing had happened"
    )
  }

  private func listed(
    _ rows: [[String]], columns: [String], caption: String, one: String, many: String
  ) -> [Block] {
    guard !rows.isEmpty else { return [] }
    let text = rows.count == 1 ? one : "\(rows.count) \(many)"
    return [
      .paragraph(text + (rows.count > Self.most ? "; the first \(Self.most):" : ":")),
      .table(
        DataTable(columns: columns, rows: Array(rows.prefix(Self.most))), caption: caption),
    ]
  }
}
