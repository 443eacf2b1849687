import AutoSeM
import Foundation
import Multitask
import Plots
import RunJournal

/// What a search has to report, read from its journal at any time of the run.
struct SearchReport: Sendable {
  let outcome: Outcome
  let pulls: [PullRecord]
  let confirmations: [ConfirmationRecord]
  let settings: [ReportedSetting]

  /// The settings of the search; nil where the journal has those of another version.
  let search: SearchSettings?

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - settings: The keys of the experiment; none for a run of a Swift program.
  /// - Throws: What the journal throws.
  init(of journal: Journal, settings: [ReportedSetting] = []) throws {
    outcome = try Outcome(of: journal)
    pulls = try journal.pulls()
    confirmations = try journal.confirmations()
    self.settings = settings
    search = outcome.header.searchSettings
  }

  /// The report.
  var document: Document {
    Document(
      title: "autosem: \(primaryName)", opening: opening,
      sections: [
        confirmationSection, selectionSection, mixingSection, costSection,
        RunDescription(header: outcome.header, settings: settings).section,
      ],
      closing: "Made by autosem \(outcome.header.version) from the run's journal alone."
    )
  }

  // MARK: - The answer

  private var opening: [Block] {
    let notices =
      outcome.header.isSynthetic ? [Block.paragraph(Self.synthetic, .notice)] : []
    return [.paragraph(outcome.verdict.description, .answer)] + notices
      + (outcome.isFinished ? [] : [.paragraph(state, .notice)])
      + (facts.isEmpty ? [] : [.facts(facts)]) + mixtures
      + Block.remarks(
        outcome.notes.filter { MachineRetry(note: $0) == nil }.map { "Note: \($0)" })
  }

  static let synthetic =
    "The data are the built-in SYNTHETIC suite; no real text was used. The numbers say nothing about real tasks."

  /// What a run that has not ended has done so far.
  private var state: String {
    let pulled = "\(pulls.count)" + (search.map { " of \($0.selection.rounds)" } ?? "") + " pulls"
    let state =
      outcome.arms.isEmpty
      ? "stage one has made \(pulled)"
      : outcome.recommendation == nil
        ? "stage two has tried \(outcome.trialCount) mixtures"
        : "confirmation has made \(confirmations.count) runs"
    return "This run has not ended: \(state). It goes on with autosem resume, unless it is running."
  }

  private var facts: [Block.Fact] {
    let aloneCandidate = outcome.header.tasks.referenceCandidate
    let candidate = outcome.verdict.candidate.flatMap { $0 == aloneCandidate ? nil : $0 } ?? .best
    let best = outcome.standings.first { $0.candidate == candidate }
    let alone = outcome.standings.first { $0.candidate == aloneCandidate }
    return [
      gain(of: best).map { Block.Fact(name: "gain, with 95 % interval", value: $0) },
      best?.scores.map {
        Block.Fact(name: "\(metric) with the mixture", value: interval(of: $0))
      },
      alone?.scores.map {
        Block.Fact(name: "\(metric) with \(reference)", value: interval(of: $0))
      },
      outcome.basis.map { Block.Fact(name: "measured on the test split", value: $0) },
    ].compactMap(\.self)
  }

  /// Returns the gain with the interval of the verdict, or, where that is the primary alone, of a candidate.
  private func gain(of candidate: Standing?) -> String? {
    switch outcome.verdict.answer {
    case .useMixture(let gain, let lower, let upper),
      .useMixtureUnproven(let gain, let lower, let upper):
      "\(signed(gain)) (\(signed(lower)) to \(signed(upper)))"
    default: candidate?.gain.map { interval(of: $0, isGain: true) }
    }
  }

  /// The mixture to use, and the recommended one where that is another.
  private var mixtures: [Block] {
    guard let best = outcome.recommendation?.mixture else { return [] }
    let names = ordered.map(name)
    let used = names.map { name in outcome.mixture.first { $0.task == name }?.weight ?? 0 }
    let shares = weights(of: best)
    let rows =
      used == shares || outcome.mixture.isEmpty
      ? [BarPlot.Row("", shares)]
      : [.init("to train with", used), .init("best of stage two", shares)]
    let plot = BarPlot(parts: names, rows: rows, axis: "share of the training batches")
    return [
      .figures([
        plot.figure(
          title: "The mixture",
          description: "The share of each task in the training batches.")
      ])
    ]
  }

  // MARK: - Names and numbers

  /// The name of the primary, or the names of several targets.
  var primaryName: String { outcome.header.tasks.objectiveName }

  var metric: String { outcome.header.tasks.objectiveMetric }

  /// The mixture that gains are over, as a phrase.
  var reference: String { outcome.header.tasks.referencePhrase }

  func name(of task: TaskIndex) -> String { outcome.header.tasks[task].name }

  /// The tasks as bars show them, in the same colours everywhere: the primary, the kept ones, the others.
  var ordered: [TaskIndex] {
    let first = [outcome.primary] + outcome.kept
    return first + outcome.header.tasks.taskIndices.filter { !first.contains($0) }
  }

  /// The shares of the tasks in that order.
  func weights(of mixture: Mixture) -> [Double] { ordered.map { mixture.weights[$0.rawValue] } }

  /// A mean with its interval as text.
  func interval(of estimate: ScoreEstimate, isGain: Bool = false) -> String {
    let format: (Double, Int) -> String = isGain ? { signed($0, $1) } : { fixed($0, $1) }
    let range = isGain ? outcome.scoreRange.ofDifferences : outcome.scoreRange
    let ends = range.interval(of: estimate).map {
      " (\(format($0.lowerBound, 3)) to \(format($0.upperBound, 3)))"
    }
    return format(estimate.mean, 3) + (ends ?? "")
  }
}
