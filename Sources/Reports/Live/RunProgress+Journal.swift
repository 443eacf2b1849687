import AutoSeM
import Multitask
public import RunJournal

extension RunProgress {
  /// Reads how far a search is from its journal alone.
  ///
  /// - Throws: What the journal throws.
  public init(of journal: Journal) throws {
    let header = try journal.header()
    self.init(tasks: header.tasks, settings: header.searchSettings)
    let (pulls, trials) = (try journal.pulls(), try journal.trials())
    for pull in pulls { add(.pulled(pull, of: settings?.selection.rounds ?? pulls.count)) }
    let arms = try journal.arms()
    if !arms.isEmpty { add(.selected(arms)) }
    let isPartial = settings?.mixing.fidelity == .partial
    for trial in trials {
      let total = mixing.total ?? trials.count
      add(isPartial ? .measured(trial, of: total) : .tried(trial, of: total))
    }
    if let regret = try journal.regrets().last { add(.estimated(regret)) }
    if let recommendation = try journal.recommendation() { add(.recommended(recommendation)) }
    let confirmations = try journal.confirmations()
    let isFinished = try journal.isFinished
    let runs = isFinished ? confirmations.count : confirmation.total ?? confirmations.count
    for record in confirmations { add(.confirmed(record, of: max(runs, confirmations.count))) }
  }

  /// How far the search is, as one line for a log.
  public var line: String {
    let part =
      switch stage {
      case .selection: "stage one: \(selection.count) pulls"
      case .mixing: "stage two: \(mixing.count) \(mixingUnit)"
      case .confirmation: "confirmation: \(confirmation.count) runs"
      }
    let metric = tasks[tasks.primary].metric
    let facts = [
      best.map { "best \(metric) \(fixed($0.evaluation.metric))" },
      failures > 0 ? "\(failures) failed" : nil, secondsLeft.map { "about \(duration($0)) left" },
    ]
    return ([part] + facts.compactMap(\.self)).joined(separator: ", ").forTerminal
  }

  /// What was done so far, for a sentence.
  public var summary: String {
    let failed = failures > 0 ? ", \(failures) of them failed," : ""
    return "\(selection.done) pulls, \(Set(trials.map(\.trial)).count) trials and "
      + "\(confirmation.done) runs of confirmation\(failed)"
  }

  private var mixingUnit: String {
    settings?.mixing.fidelity == .partial ? "batches" : "trials"
  }
}

extension RunProgress.Part {
  /// The number that is done, of all.
  var count: String { total.map { "\(done)/\($0)" } ?? "\(done)" }
}
