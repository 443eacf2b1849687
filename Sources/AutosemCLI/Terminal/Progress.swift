import AutoSeM
import Dispatch
import Foundation
import Multitask
import PolicyComparison
import Reports
import RunJournal
import Synchronization
import TorchTrainer

/// The progress of a run: a live view on a terminal, plain lines in a pipe.
final class Progress: Sendable {
  private let tasks: TaskList
  private let isQuiet: Bool
  private let started = ContinuousClock.now
  private let jobs: WatchedJobs?
  private let state = Mutex(State())

  private struct State {
    /// The lines that are redrawn; nil where lines stay.
    var screen: LiveScreen?

    /// A search; nil for a comparison.
    var search: RunProgress?

    /// The newest line of what has no view of its own.
    var line: String?

    var stage = ""
    var done = 0

    /// Whether nothing is drawn any more.
    var isOver = false

    /// The reason of a failure that was printed last.
    var reason: String?
  }

  /// Creates the progress of a run.
  ///
  /// - Parameters:
  ///   - search: The settings of a search, which has a live view; nil for a comparison.
  ///   - jobs: The jobs of the run; nil where they are not watched.
  ///   - screen: The lines to redraw; nil to print lines that stay.
  init(
    tasks: TaskList, isQuiet: Bool, search: SearchSettings? = nil, jobs: WatchedJobs? = nil,
    screen: LiveScreen? = LiveScreen()
  ) {
    self.tasks = tasks
    self.isQuiet = isQuiet
    self.jobs = jobs
    state.withLock { state in
      state.screen = isQuiet ? nil : screen
      state.search = search.map { RunProgress(tasks: tasks, settings: $0) }
    }
  }

  /// Prints lines that stay.
  func announce(_ text: String) {
    guard !isQuiet else { return }
    state.withLock { keep(text, &$0) }
  }

  /// Prints an error that does not end the run, also where nothing else is shown.
  func warn(_ message: String) {
    state.withLock { keep("autosem: " + message, &$0) }
  }

  /// Redraws the live view twice a second until the source is cancelled; nil without a live view.
  func redrawing() -> (any DispatchSourceTimer)? {
    guard state.withLock({ $0.screen != nil }) else { return nil }
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now(), repeating: .milliseconds(500))
    timer.setEventHandler { self.state.withLock { self.redraw(&$0) } }
    timer.resume()
    return timer
  }

  /// Shows an event.
  func show(_ event: SearchEvent) {
    state.withLock { state in
      state.search?.add(event)
      state.line = nil
    }
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

  /// Removes what is redrawn.
  func clear() {
    state.withLock { state in
      state.line = nil
      state.screen?.clear()
    }
  }

  /// Leaves a line in place of the live view.
  func end() {
    state.withLock { state in
      guard !state.isOver else { return }
      state.isOver = true
      guard state.screen != nil else { return }
      state.screen?.clear()
      guard let search = state.search else { return }
      let seconds = (ContinuousClock.now - started) / .seconds(1)
      printForPerson("\(search.summary) in \(duration(seconds))\n")
    }
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
      let left = state.search?.secondsLeft.map { "; about \(duration($0)) left" } ?? ""
      let line = "\(stage): \(state.done)/\(total) \(unit), \(detail)\(failure == nil ? left : "")"
      if let failure, failure != state.reason {
        keep(line, &state)
        state.reason = failure
      } else if state.screen != nil {
        if state.search == nil || stage == "encoding" { state.line = line }
        redraw(&state)
      } else if state.done == total || state.done / tenth > before / tenth {
        printForPerson(line + "\n")
      }
    }
  }

  /// Prints lines that stay, above what is redrawn.
  private func keep(_ text: String, _ state: inout State) {
    guard state.screen != nil else { return printForPerson(text + "\n") }
    state.screen?.clear()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    printForPerson(lines.map { String($0).forTerminal + "\n" }.joined())
    redraw(&state)
  }

  private func redraw(_ state: inout State) {
    guard !state.isOver else { return }
    if let line = state.line {
      state.screen?.draw { width, _ in [LiveLine(line, width: width)] }
    } else if let search = state.search {
      let clock = LiveView.Clock(
        elapsed: (ContinuousClock.now - started) / .seconds(1), trainings: jobs?.ages)
      state.screen?.draw { LiveView(of: search, clock: clock, width: $0, height: $1).lines }
    }
  }
}

private func short(_ value: Double) -> String {
  String(format: "%.3f", value)
}
