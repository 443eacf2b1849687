import BayesianOptimization
import GSLNumerics
import GaussianProcesses

/// What a table of runs tells about mixtures: the one that is predicted best, beside the plain ones, and how good the
/// predictions are.
///
/// The model is the optimiser's Gaussian process. A mixture's objective is that of the mean of many runs with it, at the
/// largest scale of the table. Of several objectives each has a process of its own, and their mean is the weighted sum.
public struct MixtureFit: Sendable {
  /// A number with its 95 % interval.
  public struct Estimate: Equatable, Sendable {
    /// The mean.
    public let mean: Double

    /// The standard deviation.
    public let standardDeviation: Double

    /// The lower end of the interval.
    public var lower: Double { mean - Self.width * standardDeviation }

    /// The upper end of the interval.
    public var upper: Double { mean + Self.width * standardDeviation }

    private static let width = NormalDistribution.quantile(0.975)

    /// Returns the estimate in the table's units.
    init(_ prediction: Prediction, sign: Double) {
      mean = sign * prediction.mean
      standardDeviation = prediction.standardDeviation
    }
  }

  /// A mixture with what it is predicted to give.
  public struct Candidate: Equatable, Sendable {
    /// The name, such as `recommended`.
    public let name: String

    /// The share of each domain, `[domains]`.
    public let mixture: [Double]

    /// The predicted objective.
    public let predicted: Estimate

    /// The predicted objective minus that of the recommended mixture.
    public let difference: Estimate

    /// The objective that a run measured; nil for a mixture that no run is named by.
    public let measured: Double?
  }

  /// What the share of a domain does, from the recommended mixture on; the other shares change in proportion.
  public struct WeightEffect: Equatable, Sendable {
    /// The domain.
    public let domain: String

    /// Its recommended share.
    public let share: Double

    /// The change of the objective by a tenth more of it; nil if its share is above 0.9.
    public let increased: Estimate?

    /// The change of the objective without it; nil if it has no share.
    public let removed: Estimate?
  }

  /// The table.
  public let table: RunTable

  /// The settings.
  public let settings: MixtureFitSettings

  /// The mixture that is predicted best within the limits, then the best run and the plain mixtures.
  public let candidates: [Candidate]

  /// The effect of each domain's share, `[domains]`.
  public let effects: [WeightEffect]

  /// The quality of each kind of model by cross-validation; empty without one.
  public let qualities: [ModelQuality]

  /// The mixtures to run next, together.
  public let proposals: [[Double]]

  /// Each of several objectives by itself; empty for one, and where the mean alone is modelled.
  public let objectives: [ObjectiveFit]

  /// What was changed or left out, as sentences.
  public let notes: [String]

  /// The standard deviation of one run, by the model.
  public let noise: Double

  /// The recommended mixture.
  public var recommended: Candidate { candidates[0] }

  /// What a share is increased by in `WeightEffect`.
  private static let step = 0.1

  /// Fits the models.
  ///
  /// - Throws: `MixtureFitError` and `SearchSpaceError` for settings that no mixture of the table can keep;
  ///   `BayesianOptimizationError` and `GSLError` when no model fits.
  public init(of table: RunTable, settings: MixtureFitSettings = MixtureFitSettings()) throws {
    try MixtureFitError.check(settings.sizes.keys.sorted(), among: table.domains)
    let space = try RunSpace(of: table, settings)
    let data = space.data
    let process = try ProcessModel(
      of: data, failures: space.points { $0 == .failed }, pending: space.points { $0 == .pending },
      over: space.restricted, seed: settings.seed)
    let (model, sign) = (process.model, table.sign)
    let best = try process.optimizer.predictedBest(near: try space.prior()).point
    func estimates(of points: [[Double]]) -> [Estimate] {
      model.differences(at: points, from: best).map { Estimate($0, sign: sign) }
    }
    let listed = [(name: "recommended", point: best, measured: Double?.none)] + space.plain()
    let predictions = model.predictions(at: listed.map(\.point))
    let itself = Estimate(Prediction(mean: 0, variance: 0), sign: 1)
    let differences = [itself] + estimates(of: listed.dropFirst().map(\.point))
    candidates = listed.indices.map { index in
      Candidate(
        name: listed[index].name, mixture: Array(listed[index].point.prefix(table.domains.count)),
        predicted: Estimate(predictions[index], sign: sign), difference: differences[index],
        measured: listed[index].measured)
    }
    effects = table.domains.indices.map { domain in
      let share = best[domain]
      let increased =
        share <= 1 - Self.step ? space.point(best, with: share + Self.step, of: domain) : nil
      let removed = share > 0 && share < 1 ? space.point(best, with: 0, of: domain) : nil
      return WeightEffect(
        domain: table.domains[domain], share: share,
        increased: increased.map { estimates(of: [$0])[0] },
        removed: removed.map { estimates(of: [$0])[0] })
    }
    var optimizer = process.optimizer
    proposals = try optimizer.ask(atMost: settings.proposals).map {
      Array($0.point.prefix(table.domains.count))
    }
    noise = model.noise
    qualities = try settings.qualities(of: MixtureModelKind.allCases, in: space)
    objectives = try zip(table.tablesOfObjectives, table.partWeights).map {
      try ObjectiveFit(of: $0, weight: $1, at: listed.map(\.point), settings)
    }
    notes =
      table.notes
      + (table.parts.isEmpty || !objectives.isEmpty
        ? []
        : [
          "the mean of the objectives is modelled, and none by itself: that takes runs of one scale, with different values "
            + "of each objective"
        ])
    self.table = table
    self.settings = settings
  }
}
