import AutoSeM
import Multitask
import Plots
import RunJournal

extension SearchReport {
  /// The trials, and what the model learned from them.
  var mixingSection: Document.Section {
    let title = "Stage two: how much of each"
    guard !outcome.trials.isEmpty else {
      return .init(
        name: "mixing", title: title,
        blocks: outcome.recommendation == nil
          ? [] : [.paragraph("No task was kept, so that there was nothing to mix.")])
    }
    let figures = MixingFigures(
      tasks: outcome.header.tasks, active: active, trials: outcome.trials,
      recommended: outcome.recommendation?.mixture, objective: search?.mixing.objective ?? .logLoss)
    return .init(
      name: "mixing", title: title,
      blocks: [.paragraph(summary), .figures(figures.all)]
        + (figures.sensitivities.map { sensitivities($0) } ?? []))
  }

  /// The tasks that may have a share, the primary first.
  private var active: [TaskIndex] { outcome.header.tasks.mixed(kept: outcome.kept) }

  private var summary: String {
    let whole =
      outcome.wholeTrialCount < outcome.trialCount
      ? ", \(outcome.wholeTrialCount) of them to the end" : ""
    let best = outcome.recommendation.map { recommendation in
      let predicted = zip(
        [recommendation.predictedMean].compactMap(\.self),
        [recommendation.predictedStandardDeviation].compactMap(\.self)
      ).map { " Its predicted score is \(decimal($0)), standard deviation \(decimal($1))." }
      return " The best is \(recommendation.mixture.summary(of: outcome.header.tasks))."
        + predicted.joined()
    }
    let regret = outcome.regrets.last.map {
      " At most \(decimal($0.regret)) was still to gain, with a noise of \(decimal($0.noise)) a trial."
    }
    return
      "Bayesian optimisation with a Gaussian process tried \(outcome.trialCount) mixtures\(whole), each with a "
      + "fresh model, scored on the validation split.\(best ?? "")\(regret ?? "")"
  }

  private func sensitivities(_ table: DataTable) -> [Block] {
    [
      .paragraph(
        "How quickly the predicted score changes with each share, by a model fitted for this page to the trials that "
          + "were trained to the end:"),
      .table(table, caption: "Sensitivity to each share"),
    ]
  }
}
