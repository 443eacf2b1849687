import GSLNumerics

/// Whether the reconstruction of masked, unlabelled inputs helps a classifier with few labels.
///
/// The data are ours: noisy linear images of a few hidden numbers, and the class the sign of a linear function
/// of these.
struct CompositeLearningExperiment: ReferenceExperiment {
  static let name = "composite-learning"

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of problems.
  let seeds: Int

  /// The numbers of labelled examples to compare; smaller sets are subsets of larger ones.
  let labels: [Int]

  /// The weights λ to compare with none.
  let weights: [Double]

  /// The number of inputs without labels.
  let unlabelled: Int

  /// The number of inputs.
  let inputs: Int

  /// The number of hidden numbers behind them.
  let latents: Int

  /// The standard deviation of an input's noise; that of the image is one.
  let noise: Double

  /// The number of features of the encoder.
  let features: Int

  /// The probability of masking a number.
  let maskedShare: Double

  /// The steps of the training, each with all labelled examples and a hundred others.
  let steps: Int

  private static let testExamples = 2000
  private static let batchSize = 100

  enum CodingKeys: String, CodingKey {
    case seed, seeds, labels, weights, unlabelled, inputs, latents, noise, features, steps
    case maskedShare = "masked_share"
  }

  var problems: [String] {
    let counts =
      ([
        ("seeds", seeds), ("unlabelled", unlabelled), ("inputs", inputs), ("latents", latents),
        ("features", features), ("steps", steps),
      ] + labels.map { ("labels", $0) })
      .filter { $0.1 < 1 }
      .map { "'\($0)': a positive number was expected, got \($1)" }
    let numbers = (weights.map { ("weights", $0) } + [("noise", noise)])
      .filter { !($0.1 >= 0 && $0.1.isFinite) }
      .map { "'\($0)': a number of at least 0 was expected, got \($1)" }
    return counts + numbers
      + ((0...1).contains(maskedShare)
        ? [] : ["'masked_share': a number in 0...1 was expected, got \(maskedShare)"])
  }

  /// Inputs and, if labelled, their classes.
  private struct Examples {
    let points: Matrix
    let classes: [Double]
  }

  /// The accuracy without and with reconstruction, the mean gain with its 95 % interval, and the number of
  /// seeds with a gain.
  func run() throws -> ResultTable {
    var rows: [ResultTable.Row] = []
    for count in labels {
      let alone = (0..<seeds).map { accuracy(labels: count, weight: 0, $0) }
      for weight in weights {
        let together = (0..<seeds).map { accuracy(labels: count, weight: weight, $0) }
        let gains = zip(together, alone).map { $0 - $1 }
        rows.append(
          ResultTable.Row(
            "\(count) labels, λ \(weight)",
            [
              SampleStatistics(alone).mean, SampleStatistics(together).mean,
              SampleStatistics(gains).mean, SampleStatistics(gains).halfWidth(),
              Double(gains.count { $0 > 0 }),
            ]))
      }
    }
    return ResultTable(
      subject: "training", columns: ["alone", "together", "gain", "±", "better"], rows: rows)
  }

  private func accuracy(labels: Int, weight: Double, _ run: Int) -> Double {
    let streams = RandomStreams(seed: seed)
    let draw = sampler(using: streams.stream("problem", run))
    let training = draw(labels, streams.stream("labelled", run))
    let others = draw(unlabelled, streams.stream("unlabelled", run)).points
    let test = draw(Self.testExamples, streams.stream("test", run))
    var network = CompositeNetwork(
      inputs: inputs, features: features, auxiliaryWeight: weight,
      using: streams.stream("weights", run))
    let batches = streams.stream("batches", run)
    for _ in 0..<steps {
      let batch = Matrix(
        (0..<Self.batchSize).map { _ in others.row(batches.integer(below: unlabelled)) })
      network.learn(
        training.points, labels: training.classes,
        unlabelled: .init(batch, share: maskedShare, using: batches))
    }
    let right = zip(network.logOdds(of: test.points), test.classes).count { ($0 > 0) == ($1 > 0.5) }
    return Double(right) / Double(Self.testExamples)
  }

  /// Draws a problem and returns a function that draws its examples.
  private func sampler(
    using stream: RandomStream
  ) -> (_ count: Int, _ stream: RandomStream) -> Examples {
    let scale = 1 / Double(latents).squareRoot()
    let image = Matrix(
      rows: inputs, columns: latents,
      elements: (0..<inputs * latents).map { _ in scale * stream.normal() })
    let direction = (0..<latents).map { _ in stream.normal() }
    return { count, stream in
      let hidden = (0..<count).map { _ in
        (0..<latents).map { _ in stream.normal() }
          + (0..<inputs).map { _ in stream.normal(standardDeviation: noise) }
      }
      return Examples(
        points: Matrix(
          hidden.map { numbers in
            zip(image.times(Array(numbers[..<latents])), numbers[latents...]).map { $0 + $1 }
          }),
        classes: hidden.map { dot(Array($0[..<latents]), direction) > 0 ? 1 : 0 })
    }
  }
}
