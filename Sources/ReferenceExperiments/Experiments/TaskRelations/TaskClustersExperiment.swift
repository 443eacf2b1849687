import GSLNumerics
import TaskWeighting

/// Whether learned task relations find the clusters, and whether they improve the heads.
///
/// Heads and relations are learned in turns as in AMTNN (Shui et al. 2019, algorithm 1
/// <https://arxiv.org/abs/1903.09109>); there is no extractor, so nothing is adversarial but the classifiers
/// that measure the distances: `AdversarialClustersExperiment` has one. The data are ours.
struct TaskClustersExperiment: ReferenceExperiment {
  static let name = "task-clusters"

  /// The distance between the points of two tasks.
  enum Distance: String, Codable {
    /// The accuracy of a classifier of the task: the H-divergence form.
    case accuracy
    /// The largest mean difference of a linear critic with unit gradient: the Wasserstein form.
    case wasserstein
  }

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of sets of tasks.
  let seeds: Int

  /// The number of training examples of each task.
  let examples: Int

  /// The number of rounds of learning heads and relations in turn.
  let alternations: Int

  /// The form of the distances.
  let distance: Distance

  private static let testExamples = 1000

  var problems: [String] {
    [("seeds", seeds), ("examples", examples), ("alternations", alternations)]
      .filter { $0.1 < 1 }
      .map { "'\($0)': a positive number was expected, got \($1)" }
  }

  /// The result of a set of tasks.
  private struct Ending {
    var related: Double
    var single: Double
    var pooled: Double

    /// The least share of a task of the same cluster.
    var within: Double

    /// The greatest share of a task of the other cluster.
    var across: Double
  }

  /// The accuracies on fresh examples, in how many seeds every share within a cluster was above every one
  /// across, and the least and the greatest of these.
  func run() throws -> ResultTable {
    let endings = try (0..<seeds).map(ending)
    func row(
      _ name: String, _ accuracies: [Double], relations: [Double?] = [nil, nil, nil]
    ) -> ResultTable.Row {
      ResultTable.Row(
        name,
        [SampleStatistics(accuracies).mean, accuracies.min(), accuracies.max()] + relations)
    }
    return ResultTable(
      subject: "heads",
      columns: ["accuracy", "least", "greatest", "blocks", "within", "across"],
      rows: [
        row(
          "related", endings.map(\.related),
          relations: [
            Double(endings.count { $0.within > $0.across }), endings.map(\.within).min(),
            endings.map(\.across).max(),
          ]),
        row("single", endings.map(\.single)), row("pooled", endings.map(\.pooled)),
      ])
  }

  private func ending(_ run: Int) throws -> Ending {
    let stream = RandomStreams(seed: seed).stream("clusters", run)
    let clusters = TaskClusters(using: stream)
    let tasks = TaskClusters.clusters.indices
    let training = tasks.map { clusters.examples(examples, of: $0, using: stream) }
    let test = tasks.map { clusters.examples(Self.testExamples, of: $0, using: stream) }
    func accuracy(_ models: [LogisticModel]) -> Double {
      SampleStatistics(zip(models, test).map { $0.accuracy(on: $1) }).mean
    }
    func heads(_ rows: [[Double]]) throws -> [LogisticModel] {
      try rows.map { try LogisticModel(of: LogisticModel.Examples(training, shares: $0)) }
    }
    let distances = try tasks.map { row in
      try tasks.map { try self.distance(training[row].points, training[$0].points) }
    }
    var relations = RelationWeights(tasks: tasks.count)
    for _ in 0..<alternations {
      let risks = try heads(relations.rows).map { head in training.map(head.loss) }
      relations.update(risks: risks, distances: distances)
    }
    func shares(ofSameCluster same: Bool) -> [Double] {
      tasks.flatMap { row in
        tasks.filter { (TaskClusters.clusters[row] == TaskClusters.clusters[$0]) == same }
          .map { relations.rows[row][$0] }
      }
    }
    let count = Double(tasks.count)
    return Ending(
      related: accuracy(try heads(relations.rows)),
      single: accuracy(try heads(tasks.map { row in tasks.map { $0 == row ? 1 : 0 } })),
      pooled: accuracy(try heads(tasks.map { _ in tasks.map { _ in 1 / count } })),
      within: shares(ofSameCluster: true).min() ?? .nan,
      across: shares(ofSameCluster: false).max() ?? .nan)
  }

  private func distance(_ left: Matrix, _ right: Matrix) throws -> Double {
    // The distance of a set of points from itself is zero.
    if left == right { return distance == .accuracy ? 0.5 : 0 }
    switch distance {
    case .accuracy:
      let sets = [(left, 0.0), (right, 1)].map { points, label in
        LogisticModel.Examples(
          points: points, labels: Array(repeating: label, count: points.rows), weights: [])
      }
      let examples = LogisticModel.Examples(sets, shares: [0.5, 0.5])
      return try LogisticModel(of: examples).accuracy(on: examples)
    case .wasserstein:
      let difference = zip(means(left), means(right)).map { $0 - $1 }
      return dot(difference, difference).squareRoot()
    }
  }

  private func means(_ points: Matrix) -> [Double] {
    let count = Double(points.rows)
    return points.transposedTimes(Array(repeating: 1 / count, count: points.rows))
  }
}
