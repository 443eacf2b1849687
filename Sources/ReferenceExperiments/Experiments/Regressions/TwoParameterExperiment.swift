import GSLNumerics
import TaskWeighting

/// Whether weightings ignore a harmful auxiliary, and whether a helpful one then helps.
///
/// Follows Shamsian et al. (2023), section 5.1: 1,000 examples, batches of 256, Adam with a learning rate
/// of 0.01, from parameters of zero.
struct TwoParameterExperiment: ReferenceExperiment {
  static let name = "two-parameter-regression"

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of data sets.
  let seeds: Int

  /// The number of epochs.
  let epochs: Int

  /// The weightings to compare with the primary alone.
  let methods: [WeightingKind]

  private static let examples = 1000
  private static let batchSize = 256

  var problems: [String] {
    [("seeds", seeds), ("epochs", epochs)].filter { $0.1 < 1 }
      .map { "'\($0)': a positive number was expected, got \($1)" }
  }

  /// The result of a run.
  private struct Ending {
    /// The distance of the parameters from the primary's optimum.
    let distance: Double

    /// The powers of the tasks where there are any, otherwise the mean weights of the last epoch.
    let shares: [Double]
  }

  /// The distances to the truth, the seeds in which the method came closer than the primary alone, the
  /// least share of the helpful task and the greatest of the harmful one.
  func run() throws -> ResultTable {
    let alone = try (0..<seeds).map { try ending(of: nil, $0) }
    var rows = [row("primary alone", alone, closer: nil)]
    for method in methods {
      let endings = try (0..<seeds).map { try ending(of: method, $0) }
      let closer = zip(endings, alone).count { $0.distance < $1.distance }
      rows.append(row(method.rawValue, endings, closer: Double(closer)))
    }
    return ResultTable(
      subject: "method",
      columns: ["distance", "least", "greatest", "closer", "helpful", "harmful"],
      rows: rows)
  }

  private func row(_ name: String, _ endings: [Ending], closer: Double?) -> ResultTable.Row {
    let distances = endings.map(\.distance)
    return ResultTable.Row(
      name,
      [
        SampleStatistics(distances).mean, distances.min(), distances.max(), closer,
        endings.map { $0.shares[1] }.min(), endings.map { $0.shares[2] }.max(),
      ])
  }

  private func ending(of method: WeightingKind?, _ run: Int) throws -> Ending {
    let streams = RandomStreams(seed: seed)
    let data = TwoParameterRegression(
      examples: Self.examples, using: streams.stream("examples", run))
    let (orders, others) = (streams.stream("order", run), streams.stream("hyper-batch", run))
    let draws = streams.stream("weighting", run)
    var weighting = method?.weighting(tasks: TwoParameterRegression.optima.count)
    var parameters = [0.0, 0]
    var descent = AdamDescent(count: 2, learningRate: 0.01)
    var lastWeights: [[Double]] = []
    var steps = 0
    for _ in 0..<epochs {
      let order = orders.permutation(Self.examples)
      lastWeights = []
      for start in stride(from: 0, to: order.count, by: Self.batchSize) {
        let batch = data.batch(order[start..<min(start + Self.batchSize, order.count)])
        let gradients = batch.gradients(at: parameters)
        if let hyper = weighting as? any HyperWeighting, hyper.isHyperStep(steps) {
          let other = data.batch(others.permutation(Self.examples).prefix(Self.batchSize))
          weighting = try improved(
            hyper, at: gradients,
            by: TwoParameterRegression.Response(batch: batch, other: other, parameters: parameters))
        }
        let weights =
          try weighting?.stepWeights(for: gradients, using: draws).shared ?? [1, 0, 0]
        descent.step(
          &parameters, down: batch.slopes(at: parameters).transposedTimes(weights))
        if weighting?.readsLossesAfter == true {
          weighting?.observe(lossesAfter: batch.gradients(at: parameters).losses)
        }
        lastWeights.append(weights)
        steps += 1
      }
    }
    let distance = zip(parameters, TwoParameterRegression.optima[0]).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    return Ending(
      distance: distance.squareRoot(),
      shares: (weighting as? AuxiNash)?.powers ?? means(lastWeights))
  }

  private func improved(
    _ weighting: some HyperWeighting, at step: TaskGradients, by model: some HyperGradient
  ) throws -> any GradientWeighting {
    var weighting = weighting
    try weighting.hyperStep(at: step, by: model)
    return weighting
  }

  private func means(_ rows: [[Double]]) -> [Double] {
    (0..<TwoParameterRegression.optima.count).map { task in
      SampleStatistics(rows.map { $0[task] }).mean
    }
  }
}
