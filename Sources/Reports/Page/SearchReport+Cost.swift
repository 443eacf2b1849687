import AutoSeM
import Multitask
import Plots
import RunJournal

extension SearchReport {
  /// What each stage spent, and what failed.
  var costSection: Document.Section {
    let stages = self.stages.filter { $0.jobs > 0 }
    guard !stages.isEmpty else { return .init(name: "cost", title: "Cost", blocks: []) }
    let table = DataTable(
      columns: ["stage", "jobs", "failed", "retries", "training batches", "share", "seconds"],
      rows: stages.map { stage in
        [
          stage.name, "\(stage.jobs)", "\(stage.failed)", "\(stage.retries)", "\(stage.batches)",
          share(stage.batches), fixed(stage.seconds, 1),
        ]
      })
    let bars = BarPlot(
      parts: stages.map(\.name),
      rows: [
        .init(
          "",
          stages.map { Double($0.batches) })
      ], axis: "training batches", places: 0
    ).figure(
      title: "Where the training batches went",
      description: "Seconds are those that workers spent, added up.")
    return .init(
      name: "cost", title: "Cost",
      blocks: [.table(table, caption: "The cost of each stage")] + failures + [.figures([bars])])
  }

  /// What failed, and what was run again.
  private var failures: [Block] {
    FailedJobs(
      failures: pulls.compactMap {
        failure($0.result, "pull \($0.round) of \(name(of: $0.task))")
      }
        + outcome.trials.compactMap { failure($0.result, "trial \($0.trial)") }
        + confirmations.compactMap {
          failure($0.result, "confirmation of \($0.candidate.title), seed \($0.replicate)")
        }, retries: retries
    ).blocks
  }

  private func failure(
    _ result: TrialRecord.Result, _ job: String
  ) -> (job: String, reason: String)? {
    if case .failed(let reason) = result { (job, reason) } else { nil }
  }

  private var retries: [MachineRetry] { outcome.notes.compactMap(MachineRetry.init(note:)) }

  private struct Stage {
    let name: String
    let jobs: Int
    let failed: Int
    let retries: Int
    let batches: Int
    let seconds: Double

    init(
      _ name: String, _ jobs: [(result: TrialRecord.Result, batches: Int, seconds: Double)],
      retries: Int
    ) {
      self.name = name
      self.retries = retries
      self.jobs = jobs.count
      failed = jobs.count { $0.result.evaluation == nil }
      batches = jobs.reduce(0) { $0 + $1.batches }
      seconds = jobs.reduce(0) { $0 + $1.seconds }
    }
  }

  private var stages: [Stage] {
    func stage(
      _ name: String, _ key: String, _ jobs: [(TrialRecord.Result, Int, Double)]
    ) -> Stage {
      Stage(name, jobs, retries: retries.count { $0.stage == key })
    }
    return [
      stage("stage one", "selection", pulls.map { ($0.result, $0.batches, $0.seconds) }),
      stage("stage two", "mixing", outcome.trials.map { ($0.result, $0.batches, $0.seconds) }),
      stage(
        "confirmation", "confirmation", confirmations.map { ($0.result, $0.batches, $0.seconds) }),
    ]
  }

  private func share(_ batches: Int) -> String {
    let all = stages.reduce(0) { $0 + $1.batches }
    return all == 0 ? "–" : decimal(Double(batches) / Double(all), 2)
  }
}
