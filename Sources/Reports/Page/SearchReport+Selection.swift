import AutoSeM
import Bandits
import GSLNumerics
import Multitask
import Plots
import RunJournal

extension SearchReport {
  /// Each arm's posterior, the pulls, and why a task was kept.
  var selectionSection: Document.Section {
    let title = "Stage one: which tasks help"
    guard !pulls.isEmpty || !outcome.arms.isEmpty else {
      return .init(name: "selection", title: title, blocks: [])
    }
    guard !pulls.isEmpty else {
      return .init(
        name: "selection", title: title,
        blocks: [.paragraph("Stage one was skipped; every task is kept.")])
    }
    let figures = SelectionFigures(
      tasks: outcome.header.tasks, pulls: pulls, decay: search?.selection.decay ?? 0,
      isDiscounted: search?.selection.rule == .mean)
    return .init(
      name: "selection", title: title,
      blocks: [
        .paragraph(
          "A bandit with Thompson sampling chose which task to pull. A pull trains on a task's batches; its reward "
            + "says whether the validation score of \(primaryName) improved. The utility of a task is the "
            + "probability of success by its Beta posterior.")
      ] + (outcome.arms.isEmpty ? [] : [.table(arms, caption: "The tasks after stage one")])
        + [.figures(figures.posteriors + helping + figures.courses)])
  }

  private var arms: DataTable {
    DataTable(
      columns: ["task", "pulls", "utility", "P(helps)", "decision"],
      rows: outcome.arms.map { arm in
        [
          name(of: arm.task), "\(arm.pulls)", fixed(arm.mean),
          arm.probabilityHelps.map { fixed($0) } ?? "–", decision(on: arm),
        ]
      })
  }

  private func decision(on arm: ArmRecord) -> String {
    if let role = outcome.header.tasks.role(of: arm.task) {
      return role == "target" ? "a target" : "the primary"
    }
    let verdict = arm.isKept ? "kept" : "dropped"
    guard let settings = search?.selection else { return verdict }
    switch (settings.rule, arm.isKept) {
    case (.probability, true): return "kept: P(helps) is at least \(fixed(settings.threshold, 2))"
    case (.probability, false):
      return (arm.probabilityHelps ?? 0) < settings.threshold
        ? "dropped: P(helps) is below \(fixed(settings.threshold, 2))"
        : "dropped: \(settings.keep) others help more probably"
    case (.mean, true): return "kept: among the \(settings.keep) largest utilities"
    case (.mean, false): return "dropped: \(settings.keep) others have a larger utility"
    }
  }

  private var helping: [Figure] {
    let arms = outcome.arms.filter { $0.probabilityHelps != nil }
    guard !arms.isEmpty else { return [] }
    return [
      IntervalPlot(
        rows: arms.sorted { ($0.probabilityHelps ?? 0) > ($1.probabilityHelps ?? 0) }.map {
          .init(name(of: $0.task), $0.probabilityHelps)
        }, axis: "probability of helping",
        reference: search?.selection.rule == .probability ? search?.selection.threshold : nil
      ).figure(
        title: "The probability that each task helps",
        description: search?.selection.rule == .probability
          ? "The dashed line is the least probability of a task that is kept."
          : "The tasks were kept by their utilities.")
    ]
  }
}
