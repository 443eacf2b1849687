import GSLNumerics
import TaskWeighting

/// Whether AMTNN finds the clusters on features that are trained against discriminators, in both of its forms.
///
/// The data are those of `TaskClustersExperiment`. The features are linear, so that one head cannot serve both
/// clusters. Differs from Shui et al. (2019)
/// <https://arxiv.org/abs/1903.09109> in the optimiser, AdamW, and in that a step is with all examples.
struct AdversarialClustersExperiment: ReferenceExperiment {
  static let name = "adversarial-clusters"

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of sets of tasks.
  let seeds: Int

  /// The number of training examples of each task.
  let examples: Int

  /// The number of updates of the relations.
  let epochs: Int

  /// The number of steps before they are.
  let steps: Int

  /// The strength ρ of the reversed gradients; 1 in the paper.
  let strength: Double

  private static let testExamples = 1000

  var problems: [String] {
    [("seeds", seeds), ("examples", examples), ("epochs", epochs), ("steps", steps)]
      .filter { $0.1 < 1 }
      .map { "'\($0)': a positive number was expected, got \($1)" }
      + (strength >= 0 && strength.isFinite
        ? [] : ["'strength': a number of at least 0 was expected, got \(strength)"])
  }

  /// The result of a set of tasks.
  private struct Ending {
    let accuracy: Double
    let relations: [[Double]]

    /// The shares of tasks of the same cluster, or of the other.
    func shares(ofSameCluster same: Bool) -> [Double] {
      let clusters = TaskClusters.clusters
      return clusters.indices.flatMap { row in
        clusters.indices.filter { (clusters[row] == clusters[$0]) == same }
          .map { relations[row][$0] }
      }
    }

    var least: Double { shares(ofSameCluster: true).min() ?? .nan }
    var greatest: Double { shares(ofSameCluster: false).max() ?? .nan }
  }

  /// The accuracies on fresh examples, in how many seeds every share within a cluster was above every one
  /// across, and the least and the greatest of these.
  func run() throws -> ResultTable {
    ResultTable(
      subject: "form",
      columns: ["accuracy", "least", "greatest", "blocks", "within", "across"],
      rows: try TaskDistance.allCases.map { distance in
        let endings = try (0..<seeds).map { try ending(distance, $0) }
        let accuracies = endings.map(\.accuracy)
        return ResultTable.Row(
          distance.rawValue,
          [
            SampleStatistics(accuracies).mean, accuracies.min(), accuracies.max(),
            Double(endings.count { $0.least > $0.greatest }), endings.map(\.least).min(),
            endings.map(\.greatest).max(),
          ])
      })
  }

  private func ending(_ distance: TaskDistance, _ run: Int) throws -> Ending {
    let streams = RandomStreams(seed: seed)
    let stream = streams.stream("clusters", run)
    let clusters = TaskClusters(using: stream)
    let tasks = TaskClusters.clusters.indices
    let training = tasks.map { clusters.examples(examples, of: $0, using: stream) }
    let test = tasks.map { clusters.examples(Self.testExamples, of: $0, using: stream) }
    let model = try RelatedClassifiers(
      tasks: tasks.count, features: training[0].points.columns, distance: distance,
      strength: strength, streams: streams.substreams("classifiers", run))
    var relations = AdversarialRelations(tasks: tasks.count, distance: distance, epoch: steps)
    for _ in 0..<epochs * steps {
      relations.observe(try model.step(on: training, relations: relations.rows))
    }
    let accuracies = try tasks.map { try model.accuracy(of: $0, on: test[$0]) }
    return Ending(accuracy: SampleStatistics(accuracies).mean, relations: relations.rows)
  }
}
