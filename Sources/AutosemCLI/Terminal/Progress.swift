import AutoSeM
import Foundation
import Multitask
import PolicyComparison
import Reports
import RunJournal
import Synchronization
import TorchTrainer

/// The progress of a run: a live line on a terminal, plain lines in a pipe.
final class Progress: Sendable {
  private let tasks: TaskList
  private let isQuiet: Bool
  private let isLive: Bool
  private let state = Mutex(State())

  private struct State {
    var hasLiveLine = false
    var stage = ""
    var done = 0

    /// The reason of a failure that was printed last.
    var reason: String?

    var remaining: RemainingTime?
  }

  /// Creates the progress of a run.
  ///
  /// - Parameter remaining: The time that the run is expected to take; nil where it is not known.
  init(tasks: TaskList, isQuiet: Bool, isLive: Bool, remaining: RemainingTime?) {
    self.tasks = tasks
    self.isQuiet = isQuiet
    self.isLive = isLive
    state.withLock { $0.remaining = remaining }
  }

  /// Prints lines that stay.
  func announce(_ text: String) {
    guard !isQuiet else { return }
    state.withLock { state in
      clear(&state)
      printForPerson(text + "\n")
    }
  }

  /// Shows an event.
  func show(_ event: SearchEvent) {
    state.withLock { $0.remaining?.add(event.batches) }
    switch event {
    case .pulled(let pull, let total):
      advance(
        "stage one", of: total, "pulls", tasks[pull.task.rawValue].name + ", ", pull.result
      ) { "validation loss \(short($0.loss))" }
    case .selected(let arms):
      let kept = arms.filter(\.isKept).map { tasks[$0.task.rawValue].name }
      announce("kept: " + (kept.isEmpty ? "none" : kept.joined(separator: ", ")))
    case .tried(let trial, let total):
      advance("stage two", of: total, "trials", "\(trial.proposal): ", trial.result)
    case .measured(let trial, let total):
      advance(
        "stage two", by: trial.batches, of: total, "batches",
        "\(trial.proposal) after \(trial.reached): ", trial.result)
    case .estimated(let regret):
      announce(
        "stage two: at most \(short(regret.regret)) to gain, noise \(short(regret.noise)), after "
          + "\(regret.measurements) measurements")
    case .recommended(let recommendation):
      announce("best mixture: " + recommendation.mixture.summary(of: tasks))
    case .confirmed(let record, let total):
      state.withLock { state in
        let done = state.stage == "confirmation" ? state.done : 0
        state.remaining?.expect((total - done - 1) * record.batches)
      }
      advance(
        "confirmation", of: total, "runs", "\(record.candidate.rawValue): ", record.result)
    }
  }

  /// Shows the progress of encoding sentences.
  func show(_ encoding: EncodingProgress) {
    let done = state.withLock { $0.stage == "encoding" ? $0.done : 0 }
    let share = encoding.total > 0 ? 20 * encoding.done / encoding.total : 20
    advance(
      "encoding", by: encoding.done - done, of: encoding.total, "sentences",
      "[" + String(repeating: "#", count: share) + String(repeating: ".", count: 20 - share) + "]")
  }

  /// Shows an event of a comparison.
  func show(_ event: ComparisonEvent) {
    switch event {
    case .planned(let plan):
      let names = plan.policies.joined(separator: ", ")
      announce(
        (["\(plan.policies.count) policies: \(names)"] + plan.skipped.map(\.description))
          .joined(separator: "\n"))
    case .ran(let run, let total):
      advance("comparison", of: total, "runs", "\(run.policy): ", run.result)
    }
  }

  /// Removes the live line.
  func end() {
    state.withLock { clear(&$0) }
  }

  private func advance(
    _ stage: String, by amount: Int = 1, of total: Int, _ unit: String, _ subject: String,
    _ result: TrialRecord.Result, score: (Evaluation) -> String = { short($0.metric) }
  ) {
    switch result {
    case .evaluated(let evaluation):
      advance(stage, by: amount, of: total, unit, subject + score(evaluation))
    case .failed(let reason):
      let line = reason.prefix { !$0.isNewline }
      advance(
        stage, by: amount, of: total, unit, "\(subject)failed: \(line)", failure: String(line))
    }
  }

  /// - Parameter failure: The reason of a failure; its line stays unless it is that of the failure before.
  private func advance(
    _ stage: String, by amount: Int = 1, of total: Int, _ unit: String, _ detail: String,
    failure: String? = nil
  ) {
    guard !isQuiet else { return }
    state.withLock { state in
      if state.stage != stage { (state.stage, state.done) = (stage, 0) }
      let before = state.done
      state.done += amount
      let tenth = max(total / 10, 1)
      let left = state.remaining?.description.map { "; \($0)" } ?? ""
      let line = "\(stage): \(state.done)/\(total) \(unit), \(detail)\(failure == nil ? left : "")"
      if let failure, failure != state.reason {
        clear(&state)
        printForPerson(line + "\n")
        state.reason = failure
      } else if isLive {
        replaceLine(by: line)
        state.hasLiveLine = true
      } else if state.done == total || state.done / tenth > before / tenth {
        printForPerson(line + "\n")
      }
    }
  }

  private func clear(_ state: inout State) {
    if state.hasLiveLine { replaceLine(by: "") }
    state.hasLiveLine = false
  }
}

private func short(_ value: Double) -> String {
  String(format: "%.3f", value)
}

extension SearchEvent {
  /// The training batches that were spent on it.
  fileprivate var batches: Int {
    switch self {
    case .pulled(let pull, _): pull.batches
    case .tried(let trial, _), .measured(let trial, _): trial.batches
    case .confirmed(let record, _): record.batches
    case .selected, .estimated, .recommended: 0
    }
  }
}
