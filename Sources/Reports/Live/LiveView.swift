import AutoSeM
import Bandits
import GSLNumerics
import Multitask
import RunJournal

/// The view of a search that goes on: a pure function of its progress and of the size of the terminal.
public struct LiveView: Sendable {
  private let progress: RunProgress
  private let clock: Clock
  private let width: Int
  private let height: Int

  /// What the view is told beside the journal's records.
  public struct Clock: Equatable, Sendable {
    /// The seconds since the session began; nil for a run elsewhere.
    public var elapsed: Double?

    /// The seconds since the start of each training that goes on, the oldest first; nil where they are not known.
    public var trainings: [Double]?

    /// The state of a run elsewhere as a phrase.
    public var state: String?

    /// Creates what is told.
    public init(elapsed: Double? = nil, trainings: [Double]? = nil, state: String? = nil) {
      self.elapsed = elapsed
      self.trainings = trainings
      self.state = state
    }
  }

  /// Creates a view.
  ///
  /// - Parameters:
  ///   - progress: The search.
  ///   - clock: The times.
  ///   - width: The columns of the terminal.
  ///   - height: The lines of the terminal, all of which the view may take.
  public init(of progress: RunProgress, clock: Clock = Clock(), width: Int, height: Int) {
    self.progress = progress
    self.clock = clock
    self.width = max(width, 0)
    self.height = max(height, 0)
  }

  /// The lines, none wider and no more than the terminal.
  public var lines: [LiveLine] {
    let (above, below) = (heading, [trials, mixture, training, failures].compactMap(\.self))
    let room = height - above.count - below.count
    // The bars give way first, then what is below.
    let all = above + armLines(atMost: room) + below
    return all.prefix(height).map { $0.cut(to: width) }
  }

  // MARK: - The heading

  private var heading: [LiveLine] {
    var title = LiveLine("autosem ", .strong)
    title.add(progress.tasks[progress.tasks.primary].name, .strong)
    let times = [
      clock.state, clock.elapsed.map { "\(duration($0)) so far" },
      progress.secondsLeft.map { "about \(duration($0)) left" },
    ].compactMap(\.self)
    if !times.isEmpty { title.add("  " + times.joined(separator: " · "), .faint) }
    return [title, stages]
  }

  private var stages: LiveLine {
    var line = LiveLine()
    for (stage, name, part) in [
      (RunProgress.Stage.selection, "selection", progress.selection),
      (.mixing, "mixing", progress.mixing), (.confirmation, "confirmation", progress.confirmation),
    ] where part.total != 0 || part.done > 0 {
      if !line.parts.isEmpty { line.add(" → ", .faint) }
      let isDone = stage < progress.stage || part.total.map { part.done >= $0 } ?? false
      line.add(
        "\(name) \(part.count)", isDone ? .good : stage == progress.stage ? .strong : .faint)
    }
    return line
  }

  // MARK: - The arms

  private func armLines(atMost room: Int) -> [LiveLine] {
    guard room > 1, progress.selection.total != 0 else { return [] }
    let ranked = progress.arms.sorted {
      ($0.posterior.mean, $1.task) > ($1.posterior.mean, $0.task)
    }
    let shown = ranked.count < room ? ranked.count : room - 2
    guard shown > 0 else { return [] }
    let names = ranked.map { progress.tasks[$0.task].name.forTerminal.columns }
    let name = min(max(names.max() ?? 0, 4), max(width / 4, 4))
    let facts = progress.isSelected ? 22 : 12
    let bar = max(min(width - name - facts - 4, 40), 0)
    var lines = [armTitle(name: name, bar: bar)]
    lines += ranked.prefix(shown).map { line(of: $0, name: name, bar: bar) }
    if shown < ranked.count {
      lines.append(LiveLine("and \(ranked.count - shown) more tasks", .faint))
    }
    return lines
  }

  private func armTitle(name: Int, bar: Int) -> LiveLine {
    let title = "0 " + "utility, 90 %".cut(to: max(bar - 4, 0))
    let scale = title.padded(to: max(bar - 1, 0)) + "1"
    return LiveLine(
      "task".padded(to: name) + "  " + (bar > 3 ? scale + "  " : "") + " mean pulls"
        + (progress.isSelected ? "  P(helps)" : ""), .faint)
  }

  private func line(of arm: RunProgress.Arm, name: Int, bar: Int) -> LiveLine {
    let isPrimary = arm.task == progress.tasks.primary
    let emphasis: LiveLine.Emphasis =
      arm.isKept ? .good : progress.isSelected && !isPrimary ? .faint : .plain
    var line = LiveLine(
      progress.tasks[arm.task].name.forTerminal.padded(to: name) + "  ", emphasis)
    if bar > 3 { line.add(Self.bar(of: arm, width: bar) + "  ", emphasis) }
    let pulls = "\(arm.pulls)"
    line.add(
      fixed(arm.posterior.mean) + String(repeating: " ", count: max(6 - pulls.count, 1)) + pulls,
      emphasis)
    if isPrimary {
      line.add("  primary", .faint)
    } else if progress.isSelected {
      let probability = arm.probabilityHelps.map { "  " + fixed($0, 2) } ?? "     –"
      line.add(probability + (arm.isKept ? " kept" : ""), emphasis)
    }
    return line
  }

  /// A bar up to the mean of a posterior; its 90 % interval is shaded.
  private static func bar(of arm: RunProgress.Arm, width: Int) -> String {
    let (posterior, mean) = (arm.posterior, arm.posterior.mean)
    let beta = BetaDistribution(posterior.successes, posterior.failures)
    let (lower, upper) = (beta.quantile(0.05), beta.quantile(0.95))
    return String(
      (0..<width).map { cell -> Character in
        let value = (Double(cell) + 0.5) / Double(width)
        return value < min(lower, mean) ? "█" : value < mean ? "▓" : value < upper ? "░" : " "
      })
  }

  // MARK: - Below the arms

  private var trials: LiveLine? {
    let trials = progress.wholeTrials
    guard !trials.isEmpty else { return nil }
    var line = LiveLine("trials  ", .faint)
    let metric = progress.tasks[progress.tasks.primary].metric
    let best = progress.best.map { best in
      "best \(metric) \(fixed(best.evaluation.metric)), loss \(fixed(best.evaluation.loss)), trial \(best.trial.trial)"
    }
    let facts = best ?? "all failed"
    let room = max(width - 10 - facts.forTerminal.columns, 8)
    line.add(Sparkline(trials.map { $0.result.evaluation.map(progress.score) }).text(width: room))
    line.add("  " + facts, .strong)
    return line
  }

  private var mixture: LiveLine? {
    guard let mixture = progress.recommendation ?? progress.best?.trial.mixture else { return nil }
    var line = LiveLine("mixture ", .faint)
    line.add(mixture.summary(of: progress.tasks), progress.recommendation == nil ? .plain : .strong)
    if let regret = progress.regret {
      line.add("  at most \(fixed(regret.regret)) to gain, noise \(fixed(regret.noise))", .faint)
    }
    return line
  }

  private var training: LiveLine? {
    guard let trainings = clock.trainings else { return nil }
    var line = LiveLine("workers ", .faint)
    let job =
      switch progress.stage {
      case .selection: "a model"
      case .mixing: "a trial"
      case .confirmation: "a run of confirmation"
      }
    let workers = progress.workers
    line.add(
      trainings.isEmpty
        ? "none of \(workers) trains\(progress.stage == .mixing ? "; the next mixtures are chosen" : "")"
        : "\(trainings.count) of \(workers) train: "
          + trainings.map { "\(job) for \(duration($0))" }.joined(separator: ", "))
    return line
  }

  private var failures: LiveLine? {
    guard progress.failures > 0, let reason = progress.reason else { return nil }
    return LiveLine(
      "failed  \(progress.failures), the last: " + reason.prefix { !$0.isNewline }, .bad)
  }
}

/// The values of a series as blocks of eight heights.
struct Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  private let values: [Double?]

  /// Creates a line of values; nil for a failure.
  init(_ values: [Double?]) {
    self.values = values
  }

  /// Returns the newest values that fit, scaled to the range of all.
  func text(width: Int) -> String {
    let finite = values.compactMap(\.self).filter(\.isFinite)
    let (lowest, highest) = (finite.min() ?? 0, finite.max() ?? 0)
    return String(
      values.suffix(max(width, 0)).map { value -> Character in
        guard let value, value.isFinite else { return "×" }
        guard highest > lowest else { return Self.blocks[3] }
        return Self.blocks[Int(((value - lowest) / (highest - lowest) * 7).rounded())]
      })
  }
}

/// A number of seconds as a reader has it.
public func duration(_ seconds: Double) -> String {
  let whole = Int(min(max(seconds, 0), 1e9).rounded())
  switch whole {
  case ..<90: return "\(whole) s"
  case ..<5_400: return "\((whole + 30) / 60) min"
  default:
    let minutes = (whole + 30) / 60
    return "\(minutes / 60) h \(minutes % 60) min"
  }
}
