/// Runs of the past: the mixture of each and what was measured.
///
///     let table = try RunTable(contentsOf: ["runs.csv"], columns: RunColumns(objective: ["val_loss"]))
///     let fit = try MixtureFit(of: table)
///     print(fit.recommended.mixture, fit.recommended.predicted.mean)
public struct RunTable: Sendable {
  /// The result of a run.
  public enum Result: Equatable, Sendable {
    /// The objective, as the table has it.
    case measured(Double)
    /// No objective so far: the run has not ended.
    case pending
    /// An objective that is not finite: the run diverged.
    case failed

    /// The objective; nil if there is none.
    public var objective: Double? {
      if case .measured(let objective) = self { objective } else { nil }
    }
  }

  /// A run.
  public struct Run: Equatable, Sendable {
    /// The name, or the line in the file.
    public let name: String

    /// The share of each domain, `[domains]`, summing to one.
    public let mixture: [Double]

    /// The result.
    public let result: Result

    /// The length of training and the size of the model, those that differ between runs, `[scales]`.
    public let scale: [Double]

    /// The number of runs that the result is the mean of, positive.
    public let repeats: Double

    /// The objectives that the result is the mean of, `[parts]`; empty for one, and where there is no result.
    public let parts: [Double]

    /// Creates a run.
    public init(
      name: String, mixture: [Double], result: Result, scale: [Double] = [], repeats: Double = 1,
      parts: [Double] = []
    ) {
      precondition(repeats > 0, "a positive number of repeats is expected, got \(repeats)")
      self.name = name
      self.mixture = mixture
      self.result = result
      self.scale = scale
      self.repeats = repeats
      self.parts = parts
    }
  }

  /// The least number of measured runs.
  static let leastRuns = 4

  /// The least number of their mixtures.
  static let leastMixtures = 3

  /// What the table was read from, for messages.
  public let source: String

  /// The names of the domains.
  public let domains: [String]

  /// The name of the objective.
  public let objective: String

  /// Whether large or small values are good.
  public let direction: RunColumns.Direction

  /// The names of what differs between runs besides the mixture, such as the length of training.
  public let scales: [String]

  /// The names of the objectives that the objective is the mean of; empty for one.
  public let parts: [String]

  /// The share of each of them in the objective, `[parts]`.
  public let partWeights: [Double]

  /// The runs, in the order of the table.
  public let runs: [Run]

  /// What was changed or left out, as sentences.
  public let notes: [String]

  /// Creates a table.
  ///
  /// The objectives of which the objective is the mean have equal shares in it, unless `partWeights` has others.
  ///
  /// - Throws: `RunTableError` for fewer than four measured runs of three mixtures, or equal objectives.
  public init(
    source: String = "the table", domains: [String], objective: String,
    direction: RunColumns.Direction, scales: [String] = [], parts: [String] = [],
    partWeights: [Double]? = nil, runs: [Run], notes: [String] = []
  ) throws(RunTableError) {
    precondition(
      domains.count > 1 && Set(domains).count == domains.count
        && runs.allSatisfy {
          $0.mixture.count == domains.count && $0.scale.count == scales.count
            && ($0.parts.isEmpty || $0.parts.count == parts.count)
        } && partWeights?.count ?? parts.count == parts.count,
      "shares of two or more domains of different names, and as many scales and parts as names, are expected"
    )
    self.source = source
    self.domains = domains
    self.objective = objective
    self.direction = direction
    self.scales = scales
    self.parts = parts
    self.partWeights = partWeights ?? parts.map { _ in 1 / Double(parts.count) }
    self.runs = runs
    self.notes = notes
    let values = runs.compactMap(\.result.objective)
    let mixtures = Set(runs.filter { $0.result.objective != nil }.map(\.mixture)).count
    guard values.count >= Self.leastRuns, mixtures >= Self.leastMixtures else {
      throw .tooFewRuns(values.count, mixtures: mixtures, objective: objective, path: source)
    }
    guard values.contains(where: { $0 != values[0] }) else {
      throw .constantObjective(objective, value: values[0], runs: values.count, path: source)
    }
  }

  /// The runs with an objective.
  public var measured: [(run: Run, objective: Double)] {
    runs.compactMap { run in run.result.objective.map { (run, $0) } }
  }

  /// One if small values are good, and minus one otherwise: what an objective is multiplied by to be minimised.
  var sign: Double { direction == .minimize ? 1 : -1 }

  /// The scale at which mixtures are compared: the largest of each, `[scales]`.
  public var target: [Double] {
    scales.indices.map { index in runs.reduce(0) { max($0, $1.scale[index]) } }
  }

  /// Whether a run is of the scale at which mixtures are compared.
  public func isWhole(_ run: Run) -> Bool { run.scale == target }
}
