import AutoSeM
import GSLNumerics
import Multitask
import Plots
import RunJournal

/// Several searches side by side: their answers, what differs in their settings, and how runs that differ in the
/// seed alone spread.
struct RunsReport {
  /// A run with its name.
  struct Run {
    let name: String
    let outcome: Outcome
    let settings: [ReportedSetting]

    var gain: ScoreEstimate? { outcome.standings.first { $0.candidate == .best }?.gain }

    func value(of key: String) -> String {
      settings.first { $0.key == key }?.description ?? "–"
    }

    /// The settings that runs of several seeds have in common.
    var withoutSeed: [String] {
      settings.filter { !["seed", "output", "workers"].contains($0.key) }
        .map { "\($0.key)=\($0.description)" }
    }
  }

  let runs: [Run]

  /// The report.
  var document: Document {
    Document(
      title: "autosem: \(runs.count) runs",
      opening: [.paragraph(answer, .answer)]
        + (runs.contains { $0.outcome.header.isSynthetic }
          ? [.paragraph(SearchReport.synthetic, .notice)] : []),
      sections: [results, seeds, differences],
      closing: "Made by autosem from the runs' journals alone.")
  }

  // MARK: - The answer

  /// What the runs found, in a sentence.
  var answer: String {
    if groups.count == 1, let spread = Spread(groups[0]) {
      return
        "Over \(spread.gains.count) runs that differ in the seed alone, the recommended mixture gains "
        + "\(signed(spread.statistics.mean)) on average, from \(signed(spread.least)) to \(signed(spread.largest))."
    }
    let best = runs.filter { $0.gain != nil }.max { ($0.gain?.mean ?? 0) < ($1.gain?.mean ?? 0) }
    guard let best, let gain = best.gain else { return "No run has measured a gain yet." }
    return "The largest gain of \(runs.count) runs is \(signed(gain.mean)), of \(best.name)."
      + " The largest of several is large in part by chance."
  }

  // MARK: - Results

  private var results: Document.Section {
    Document.Section(
      name: "runs", title: "The runs",
      blocks: [.table(table, caption: "The runs"), .figures([gains, scores] + mixtures)]
        + verdicts)
  }

  private var table: DataTable {
    DataTable(
      columns: ["run", "primary", "seed", "use", "gain", "95 % interval", "batches", "state"],
      rows: runs.map { run in
        let outcome = run.outcome
        let cost = outcome.cost
        let use = outcome.mixture.map { "\($0.task) \(fixed($0.weight, 2))" }
        return [
          run.name, outcome.header.tasks.objectiveName, run.value(of: "seed"),
          use.isEmpty ? "–" : use.joined(separator: " · "),
          run.gain.map { signed($0.mean) } ?? "–",
          run.gain.flatMap(outcome.scoreRange.ofDifferences.interval(of:)).map {
            "\(signed($0.lowerBound)) … \(signed($0.upperBound))"
          } ?? "–",
          "\(cost.selectionBatches + cost.mixingBatches + cost.confirmationBatches)",
          outcome.isFinished ? "ended" : "not ended",
        ]
      })
  }

  private var verdicts: [Block] {
    runs.map { .paragraph("\($0.name): \($0.outcome.verdict.description)", .remark) }
  }

  private var gains: Figure {
    IntervalPlot(
      rows: runs.map { run in
        .init(
          run.name, run.gain?.mean,
          interval: run.gain.flatMap(run.outcome.scoreRange.ofDifferences.interval(of:)),
          values: run.gain?.values ?? [])
      }, axis: "gain on the test split", reference: 0
    ).figure(
      title: "The gain of each run's best mixture",
      description:
        "Rings are single seeds of confirmation, dots their means, lines the 95 % intervals.")
  }

  private var scores: Figure {
    IntervalPlot(
      rows: runs.map { run in
        let score = run.outcome.standings.first { $0.candidate == .best }?.scores
        return .init(
          run.name, score?.mean, interval: score.flatMap(run.outcome.scoreRange.interval(of:)))
      }, axis: "score on the test split"
    ).figure(
      title: "The score with each run's best mixture",
      description: "Scores of different primaries cannot be compared.")
  }

  /// The mixtures, if all runs have the same tasks.
  private var mixtures: [Figure] {
    let names = runs[0].outcome.header.tasks.names
    guard runs.allSatisfy({ $0.outcome.header.tasks.names == names }) else { return [] }
    let shares = runs.compactMap { run in
      run.outcome.recommendation.map { (name: run.name, weights: $0.mixture.weights) }
    }
    // Few tasks have colours of their own.
    let used = names.indices.filter { task in shares.contains { $0.weights[task] > 0 } }
    return [
      BarPlot(
        parts: used.map { names[$0] },
        rows: shares.map { share in .init(share.name, used.map { share.weights[$0] }) },
        axis: "share of the training batches"
      ).figure(
        title: "The best mixture of each run",
        description:
          "Runs that agree have like bars; the verdicts say whether the mixtures are worth using.")
    ]
  }

  // MARK: - Seeds

  /// The runs that have the same settings but for the seed.
  private var groups: [[Run]] {
    var groups: [[Run]] = []
    for run in runs {
      let isSame = { (group: [Run]) in
        group[0].withoutSeed == run.withoutSeed && !run.withoutSeed.isEmpty
      }
      if let index = groups.firstIndex(where: isSame) {
        groups[index].append(run)
      } else {
        groups.append([run])
      }
    }
    return groups
  }

  private var seeds: Document.Section {
    let spreads = groups.compactMap { group in Spread(group).map { (group, $0) } }
    guard !spreads.isEmpty else {
      return Document.Section(
        name: "seeds", title: "Runs that differ in the seed alone", blocks: [])
    }
    let rows = spreads.map { group, spread in
      [
        group.map(\.name).joined(separator: ", "), "\(spread.gains.count)",
        signed(spread.statistics.mean), fixed(spread.statistics.standardDeviation ?? 0),
        signed(spread.least),
        signed(spread.largest),
      ]
    }
    return Document.Section(
      name: "seeds", title: "Runs that differ in the seed alone",
      blocks: [
        .table(
          DataTable(
            columns: ["runs", "number", "mean gain", "standard deviation", "least", "largest"],
            rows: rows), caption: "The spread of gains over seeds")
      ])
  }

  /// The gains of runs that differ in the seed alone.
  private struct Spread {
    let gains: [Double]

    /// Nil for fewer than two gains.
    init?(_ runs: [Run]) {
      gains = runs.compactMap { $0.gain?.mean }
      guard gains.count > 1 else { return nil }
    }

    var statistics: SampleStatistics { SampleStatistics(gains) }
    var least: Double { gains.reduce(.infinity, min) }
    var largest: Double { gains.reduce(-.infinity, max) }
  }

  // MARK: - Settings

  private var differences: Document.Section {
    let keys = runs.flatMap { $0.settings.map(\.key) }.reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let different = keys.filter { key in
      key != "output" && Set(runs.map { $0.value(of: key) }).count > 1
    }
    let versions = Set(runs.map(\.outcome.header.version))
    let rows =
      different.map { key in [key] + runs.map { $0.value(of: key) } }
      + (versions.count > 1 ? [["version"] + runs.map(\.outcome.header.version)] : [])
    return Document.Section(
      name: "settings", title: "What differs in the settings",
      blocks: rows.isEmpty
        ? [.paragraph("No key differs.")]
        : [
          .table(
            DataTable(columns: ["key"] + runs.map(\.name), rows: rows),
            caption: "The keys that differ")
        ])
  }
}
