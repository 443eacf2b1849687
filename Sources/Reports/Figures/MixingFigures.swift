import AutoSeM
import GaussianProcesses
import Multitask
import Plots
import RunJournal

/// The plots of stage two, from its trials.
struct MixingFigures {
  let tasks: TaskList

  /// The tasks that may have a share, the primary first.
  let active: [TaskIndex]

  /// All measurements.
  let trials: [TrialRecord]

  /// The mixture around which slices are cut: the recommended one, or the best so far.
  let centre: Mixture?

  /// What the score is, with its unit.
  let measure: String

  /// The model; nil before there are enough trials.
  let model: MixtureModel?

  /// A trial that was trained as long as any, with its score.
  private typealias Scored = (record: TrialRecord, score: Double)

  /// All of them.
  private let whole: [Scored]

  /// Those that are shown and modelled: all, or of many every so manieth, so that the page stays small.
  private let shown: [Scored]

  /// The largest number of trials that are shown.
  private static let most = 1_000

  init(
    tasks: TaskList, active: [TaskIndex], trials: [TrialRecord], recommended: Mixture?,
    objective: MixingSettings.Objective
  ) {
    self.tasks = tasks
    self.active = active
    self.trials = trials
    let longest = trials.map(\.reached).max()
    let whole = trials.compactMap { record in
      record.reached == longest
        ? record.result.evaluation.map { (record: record, score: objective.score($0)) } : nil
    }
    self.whole = whole
    shown =
      whole.count <= Self.most
      ? whole : (0..<Self.most).map { whole[$0 * whole.count / Self.most] }
    centre = recommended ?? whole.max { $0.score < $1.score }?.record.mixture
    measure =
      objective == .metric
      ? "validation \(tasks.objectiveMetric)" : "negative validation log-loss (nats)"
    model = MixtureModel(
      active: active, mixtures: shown.map(\.record.mixture), scores: shown.map(\.score))
  }

  /// All plots.
  var all: [Figure] {
    [bestSoFar, coordinates] + posterior + effects + predictions + learningCurves
  }

  private func name(_ task: TaskIndex) -> String { tasks[task].name }

  private func names(_ some: [TaskIndex]) -> String {
    some.map { name($0).brief }.joined(separator: ", ")
  }

  // MARK: - The trials

  private var bestSoFar: Figure {
    var best = -Double.infinity
    let course = whole.indices.compactMap { index -> LinePlot.Point? in
      let trial = whole[index]
      let isStep = trial.score > best || index == 0 || index == whole.count - 1
      best = max(best, trial.score)
      guard isStep || whole.count <= Self.most else { return nil }
      return LinePlot.Point(
        Double(trial.record.trial), best,
        band: model.map { best - $0.noise...best + $0.noise })
    }
    return LinePlot(
      [
        .init("best so far", course, style: .steps),
        .init(
          "trials", shown.map { .init(Double($0.record.trial), $0.score) }, style: .points),
      ], x: "trial", y: measure
    ).figure(
      title: "The best mixture so far",
      description: "Larger is better." + sampling
        + (model == nil
          ? ""
          : " The band is one standard deviation of a trial's noise: smaller differences mean little.")
    )
  }

  /// Says that not all trials are shown.
  private var sampling: String {
    shown.count < whole.count
      ? " Of \(whole.count) trials \(shown.count) are shown; `autosem trials` lists all." : ""
  }

  /// The rows are those of the shown trials and of the five best; the table behind them lists them.
  private var coordinates: Figure {
    let best = whole.indices.sorted { whole[$0].score > whole[$1].score }.prefix(5)
      .map { whole[$0] }
    let rest = shown.filter { trial in !best.contains { $0.record.trial == trial.record.trial } }
    let lines = (best + rest).sorted { $0.record.trial < $1.record.trial }
    let highlighted = lines.indices.filter { line in
      best.contains { $0.record.trial == lines[line].record.trial }
    }
    let axes = active.map { ParallelCoordinates.Axis(name($0), 0...1) }
    let rows = lines.map { trial in
      active.map { trial.record.mixture.weights[$0.rawValue] } + [trial.score]
    }
    return ParallelCoordinates(
      axes: axes + [.init("score")],
      labels: lines.map { "trial \($0.record.trial) (\($0.record.proposal))" }, rows: rows,
      highlighted: Set(highlighted)
    ).figure(
      title: "All trials: shares and score",
      description:
        "Each line is a trial; the five best stand out. The score is the \(measure); larger is better."
        + sampling
    )
  }

  private var learningCurves: [Figure] {
    let curves = Dictionary(grouping: trials, by: \.trial).filter { $0.value.count > 1 }
    guard !curves.isEmpty else { return [] }
    let series = curves.sorted { $0.key < $1.key }.prefix(7).map { trial, records in
      LinePlot.Series(
        "trial \(trial)",
        records.compactMap { record in
          record.result.evaluation.map { .init(Double(record.reached), $0.metric) }
        })
    }
    return [
      LinePlot(series, x: "training batches", y: "validation \(tasks.objectiveMetric)")
        .figure(
          title: "Learning curves",
          description: "Trials that were measured on their way, the first seven.")
    ]
  }

  // MARK: - The model

  /// The posterior over the mixtures: a triangle for three tasks, slices through the centre for more.
  ///
  /// For two, the effect of a share says it all.
  private var posterior: [Figure] {
    guard let model, active.count > 2 else { return [] }
    let others = active.dropFirst().sorted { share($0) > share($1) }
    let pairs = others.indices.flatMap { first in
      others.indices.filter { $0 > first }.map { (others[first], others[$0]) }
    }
    return pairs.prefix(3).compactMap { map(of: [active[0], $0.0, $0.1], model) }
  }

  private func share(_ task: TaskIndex) -> Double { centre?.weights[task.rawValue] ?? 0 }

  /// The posterior over three tasks' shares, those of the others being the centre's.
  private func map(of corners: [TaskIndex], _ model: MixtureModel) -> Figure? {
    let free = corners.reduce(0) { $0 + share($1) }
    guard free > 0 else { return nil }
    let isSlice = active.count > 3
    let points = shown.compactMap { trial -> TernaryMap.Point? in
      let weights = corners.map { trial.record.mixture.weights[$0.rawValue] }
      guard abs(weights.reduce(0, +) - free) < 0.1 else { return nil }
      return TernaryMap.Shares(weights[0], weights[1], weights[2]).map {
        .init($0, hint: "trial \(trial.record.trial): \(decimal(trial.score))")
      }
    }
    let chosen = TernaryMap.Shares(share(corners[0]), share(corners[1]), share(corners[2])).map {
      TernaryMap.Point($0, hint: "the best mixture", isChosen: true)
    }
    return TernaryMap(
      corners: corners.map(name), measure: "predicted \(measure)",
      points: points + [chosen].compactMap(\.self)
    ) { shares in
      model.prediction(
        at: active.map { task in
          corners.firstIndex(of: task).map { free * shares.weights[$0] } ?? share(task)
        }
      ).mean
    }.figure(
      title: "The predicted score between \(names(corners))",
      description: "Brighter is better; the circles are trials, the large one is the best mixture."
        + (isSlice
          ? " The other tasks have their shares of the best mixture; trials far from that are left out."
          : ""))
  }

  /// The score against the share of each task, the others keeping their proportions.
  private var effects: [Figure] {
    guard let model, let centre else { return [] }
    return active.map { task in
      let rest = active.filter { $0 != task }
      let total = rest.reduce(0) { $0 + centre.weights[$1.rawValue] }
      let points = (0...40).map { step -> LinePlot.Point in
        let own = Double(step) / 40
        let prediction = model.prediction(
          at: active.map { other in
            other == task
              ? own
              : (1 - own)
                * (total > 0 ? centre.weights[other.rawValue] / total : 1 / Double(rest.count))
          })
        let deviation = prediction.standardDeviation
        return .init(
          own, prediction.mean,
          band: prediction.mean - 2 * deviation...prediction.mean + 2 * deviation)
      }
      return LinePlot([.init("", points)], x: "share of \(name(task))", y: "predicted \(measure)")
        .figure(
          title: "The effect of \(name(task).brief)'s share",
          description:
            "The other tasks keep the proportions of the best mixture. The band is two standard deviations."
        )
    }
  }

  private var predictions: [Figure] {
    guard let model else { return [] }
    return [
      ScatterPlot(
        zip(shown, model.leaveOneOut).map { trial, prediction in
          .init(
            "trial \(trial.record.trial)", x: prediction.mean, y: trial.score,
            deviation: 2 * prediction.standardDeviation)
        }, x: "predicted from all other trials", y: "measured", hasDiagonal: true
      ).figure(
        title: "Predicted against measured",
        description:
          "The \(measure) of each trial, predicted without it; bars are two standard deviations. A model that "
          + "predicts well has its points on the dashed line.")
    ]
  }

  /// How much the score depends on each share, in words.
  var sensitivities: DataTable? {
    guard let model, model.lengthScales.count == active.count else { return nil }
    return DataTable(
      columns: ["share of", "length scale", "the score is"],
      rows: zip(active, model.lengthScales).map { task, scale in
        [name(task), decimal(scale, 2), "\(Self.sensitivity(scale)) to it"]
      })
  }

  /// Over a share's whole range, 0 to 1, the correlation falls to about a tenth, a half, or hardly.
  private static func sensitivity(_ lengthScale: Double) -> String {
    lengthScale < 0.5 ? "very sensitive" : lengthScale < 1.5 ? "sensitive" : "little sensitive"
  }
}
