import GSLNumerics

/// Whether generated labels help a classifier whose classes consist of unknown clusters.
///
/// The data are ours: every class has two clusters. If these lie on opposite sides of zero, the means of all
/// classes are equal, and only the clusters show the relevant directions.
struct GeneratedLabelsExperiment: ReferenceExperiment {
  static let name = "generated-labels"

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of problems.
  let seeds: Int

  /// The number of training examples.
  let examples: Int

  /// The number of held-out examples, which only the generator's training uses.
  let heldOut: Int

  /// The number of inputs.
  let inputs: Int

  /// The number of classes.
  let classes: Int

  /// Whether the two clusters of a class lie on opposite sides of zero.
  let opposite: Bool

  /// The distance of a cluster's centre from zero.
  let radius: Double

  /// The standard deviation of each input within a cluster.
  let noise: Double

  /// The number of features of the classifier, and of the generator.
  let features: Int

  /// The number of sub-classes of each class in the generated labels.
  let subclasses: Int

  /// The weight of the labels' loss.
  let auxiliaryWeight: Double

  /// The steps of the training, each with all examples.
  let steps: Int

  /// The steps from one step of the generator to the next.
  let hyperPeriod: Int

  private static let testExamples = 2000

  enum CodingKeys: String, CodingKey {
    case seed, seeds, examples, inputs, classes, opposite, radius, noise, features, subclasses,
      steps
    case heldOut = "held_out"
    case auxiliaryWeight = "auxiliary_weight"
    case hyperPeriod = "hyper_period"
  }

  var problems: [String] {
    [
      ("seeds", seeds, 1), ("examples", examples, 1), ("held_out", heldOut, 1),
      ("inputs", inputs, 1), ("classes", classes, 2), ("features", features, 1),
      ("subclasses", subclasses, 2), ("steps", steps, 1), ("hyper_period", hyperPeriod, 1),
    ].filter { $0.1 < $0.2 }
      .map { "'\($0.0)': a whole number of at least \($0.2) was expected, got \($0.1)" }
      + [("radius", radius), ("noise", noise), ("auxiliary_weight", auxiliaryWeight)]
      .filter { !($0.1 >= 0 && $0.1.isFinite) }
      .map { "'\($0)': a number of at least 0 was expected, got \($1)" }
  }

  /// The labels that a classifier learns beside the classes.
  private enum Labels: String, CaseIterable {
    case none = "none"
    case noneWithHeldOut = "none, held-out examples trained on"
    case random = "random"
    case generated = "generated"
    case clusters = "the clusters"
  }

  /// The accuracy with each kind of labels on fresh examples, the mean by which generated ones have more with
  /// its 95 % interval, and in how many seeds they have.
  func run() throws -> ResultTable {
    let accuracies = Labels.allCases.map { labels in (0..<seeds).map { accuracy(labels, $0) } }
    let generated = zip(Labels.allCases, accuracies).first { $0.0 == .generated }?.1 ?? []
    let rows = zip(Labels.allCases, accuracies).map { labels, accuracies in
      let gains = SampleStatistics(zip(generated, accuracies).map { $0 - $1 })
      let comparison =
        labels == .generated
        ? [nil, nil, nil]
        : [
          gains.mean, gains.halfWidth(),
          Double(zip(generated, accuracies).count { $0 > $1 }),
        ]
      return ResultTable.Row(
        labels.rawValue, [SampleStatistics(accuracies).mean] + comparison)
    }
    return ResultTable(
      subject: "labels", columns: ["accuracy", "generated more", "±", "better"], rows: rows)
  }

  private func accuracy(_ labels: Labels, _ run: Int) -> Double {
    let streams = RandomStreams(seed: seed)
    let problem = ClusteredClasses(
      classes: classes, inputs: inputs, radius: radius, opposite: opposite, noise: noise,
      using: streams.stream("problem", run))
    let all = problem.sample(examples + heldOut, using: streams.stream("examples", run))
    let training = labels == .noneWithHeldOut ? all : all.part(0..<examples)
    let others = all.part(examples..<examples + heldOut)
    let test = problem.sample(Self.testExamples, using: streams.stream("test", run)).examples
    let hasLabels = labels != .none && labels != .noneWithHeldOut
    var network = SubclassNetwork(
      inputs: inputs, features: features, classes: classes, subclasses: subclasses,
      auxiliaryWeight: hasLabels ? auxiliaryWeight : 0, using: streams.stream("weights", run))
    var generator = LabelGenerator(
      inputs: inputs, features: features, classes: classes, subclasses: subclasses,
      using: streams.stream("generator", run))
    var targets =
      labels == .clusters ? oneHot(training) : generator.labels(of: training.examples)
    for step in 1...steps {
      network.learn(training.examples, labels: targets)
      if labels == .generated && step.isMultiple(of: hyperPeriod) {
        let slopes = network.slopes(
          byLabels: targets, of: training.examples, heldOut: others.examples)
        generator.learn(byLabels: slopes, of: training.examples)
        targets = generator.labels(of: training.examples)
      }
    }
    let said = network.logProbabilities(of: test.points)
    let right = test.classes.enumerated().count { row, own in
      said[row, own] == said.row(row).max()
    }
    return Double(right) / Double(Self.testExamples)
  }

  private func oneHot(_ training: ClusteredClasses.Sample) -> Matrix {
    var labels = Matrix(rows: training.clusters.count, columns: classes * subclasses)
    for (row, cluster) in training.clusters.enumerated() {
      labels[row, training.examples.classes[row] * subclasses + cluster] = 1
    }
    return labels
  }
}
