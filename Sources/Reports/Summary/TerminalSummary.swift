public import AutoSeM
import GSLNumerics
import Multitask
import RunJournal

extension Outcome {
  /// What the run found, as lines for a terminal.
  public var terminalSummary: String {
    (headline + selectionLines + mixingLines + confirmationLines + closing)
      .joined(separator: "\n")
  }

  private var headline: [String] {
    let data =
      header.isSynthetic
      ? "data: the built-in SYNTHETIC suite; no real text was used" : "data: \(header.origin)"
    let name = header.tasks.objectiveName
    return [(header.tasks.hasSeveralTargets ? "targets: " : "primary: ") + name, data, ""]
  }

  private var selectionLines: [String] {
    guard !arms.isEmpty else { return ["Stage one, selection: not finished", ""] }
    guard arms.contains(where: { $0.pulls > 0 }) else {
      return ["Stage one, selection: skipped, every task is kept", ""]
    }
    var table = TextTable(header: ["task", "pulls", "utility", "P(helps)", ""])
    for arm in arms {
      table.add([
        header.tasks[arm.task.rawValue].name, "\(arm.pulls)", fixed(arm.mean),
        arm.probabilityHelps.map { fixed($0) } ?? "–",
        header.tasks.role(of: arm.task) ?? (arm.isKept ? "kept" : ""),
      ])
    }
    let names = kept.filter { header.tasks.target($0) == nil }.map { header.tasks[$0].name }
    return ["Stage one, selection (utility: mean of the Beta posterior)"] + table.lines
      + ["  kept: " + (names.isEmpty ? "none" : names.joined(separator: ", ")), ""]
  }

  private var mixingLines: [String] {
    guard let recommendation else {
      return arms.isEmpty ? [] : ["Stage two, mixing: \(trialCount) trials, not finished", ""]
    }
    guard !kept.isEmpty else { return ["Stage two, mixing: nothing to mix", ""] }
    let whole = wholeTrialCount < trialCount ? ", \(wholeTrialCount) of them to the end" : ""
    var lines = ["Stage two, mixing (\(trialCount) trials\(whole))"]
    lines.append("  best mixture: " + recommendation.mixture.summary(of: header.tasks))
    if let mean = recommendation.predictedMean,
      let deviation = recommendation.predictedStandardDeviation
    {
      lines.append(
        "  predicted validation objective: \(fixed(mean)), standard deviation \(fixed(deviation))")
    }
    if let regret = regrets.last {
      lines.append(
        "  still to gain: at most \(fixed(regret.regret)), noise of a trial \(fixed(regret.noise))"
          + (regret.regret < regret.noise ? "; stopped for that" : ""))
    }
    let reasons = trials.compactMap {
      if case .failed(let reason) = $0.result { reason } else { nil }
    }
    if let reason = reasons.first {
      lines.append(
        "  failed trials: \(reasons.count), the first because \(reason.prefix { !$0.isNewline })")
    }
    return lines + [""]
  }

  private var confirmationLines: [String] {
    guard !standings.isEmpty else { return [] }
    let metric = header.tasks.objectiveMetric
    let batches = cost.batchesPerConfirmation
    var table = TextTable(header: ["", metric, "95 % interval", "gain", "95 % interval"])
    for standing in standings {
      table.add(
        [standing.candidate.title]
          + cells(standing.scores, in: scoreRange, fixed)
          + cells(standing.gain, in: scoreRange.ofDifferences, signed))
    }
    return [
      "Confirmation: the test split, mean \(basis ?? "over no seed"), \(batches) training batches each"
    ] + table.lines + (sizesForOnePoint.map { ["  " + $0] } ?? []) + targetLines
      + otherLines + [""]
  }

  /// The scores of the recommended mixture and of the reference that are no target's.
  private var otherLines: [String] {
    let shown = standings.filter {
      [.best, header.tasks.referenceCandidate].contains($0.candidate) && !$0.others.isEmpty
    }
    guard let names = shown.first?.others.keys.sorted() else { return [] }
    var table = TextTable(header: ["other scores"] + names)
    for standing in shown {
      table.add(
        [standing.candidate.title] + names.map { standing.others[$0].map { fixed($0) } ?? "–" })
    }
    return table.lines
  }

  /// The recommended mixture and the reference by each of several targets.
  private var targetLines: [String] {
    guard !targets.isEmpty else { return [] }
    var table = TextTable(header: [
      "target", "", "metric", "score", "95 % interval", "gain", "95 % interval",
    ])
    for target in targets {
      for standing in target.shown(header.tasks) {
        table.add(
          [target.name, target.title(of: standing.candidate), target.metric]
            + cells(standing.scores, in: target.scoreRange, fixed)
            + cells(standing.gain, in: target.scoreRange.ofDifferences, signed))
      }
    }
    return ["  by target, gains over the target alone where it is trained on:"] + table.lines
  }

  private func cells(
    _ estimate: ScoreEstimate?, in range: ScoreRange, _ format: (Double, Int) -> String
  ) -> [String] {
    guard let estimate else { return ["–", "–"] }
    let interval = range.interval(of: estimate).map { interval in
      "\(format(interval.lowerBound, 3)) … \(format(interval.upperBound, 3))"
    }
    return [format(estimate.mean, 3), interval ?? "–"]
  }

  private var closing: [String] {
    let spent =
      "cost: \(cost.selectionBatches) training batches in stage one, \(cost.mixingBatches) in "
      + "stage two, \(cost.confirmationBatches) in confirmation; "
      + "\(fixed(cost.workerSeconds, 0)) s of training"
    return notes.map { "note: " + $0 } + [spent, "", "Verdict: " + verdict.description]
  }
}
