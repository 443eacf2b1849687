import GSLNumerics
import TaskWeighting
import Tensors
import Testing
import TorchTrainer

/// Two tasks of one question, whose examples differ in location.
@Suite struct ReversalTests {
  private static let inputs = 6
  private static let features = 8

  /// Examples of a task, `[examples, 6]`: the class is the sign of the last number, the first three say which
  /// task it is.
  private func examples(_ count: Int, of task: Int, _ stream: RandomStream) -> ([Float], [Int32]) {
    var (points, labels): ([Float], [Int32]) = ([], [])
    for _ in 0..<count {
      let point = (0..<Self.inputs).map { _ in stream.normal() }
      labels.append(point[5] > 0 ? 1 : 0)
      points += point.enumerated().map { Float($1 + ($0 < 3 && task == 1 ? 1.5 : 0)) }
    }
    return (points, labels)
  }

  private func tensor(_ points: [Float]) throws -> Tensor {
    try Tensor(points, shape: [points.count / Self.inputs, Self.inputs])
  }

  /// An extractor and a head that both tasks share, trained against discriminators of a strength.
  ///
  /// - Returns: How often the head is right on fresh examples, and how often a discriminator that is trained
  ///   afterwards, on the features as they have become, tells the two tasks' fresh examples apart.
  private func endings(
    _ distance: TaskDistance, strength: Double
  ) throws -> (right: Double, apart: Double) {
    let streams = RandomStreams(seed: 2)
    let buffer = try ParameterBuffer(
      shapes: [[Self.inputs, Self.features], [Self.features], [Self.features, 2], [2]])
    let first = streams.stream("weights")
    try buffer.setNumbers(
      (0..<buffer.count).map { _ in Float(first.normal(standardDeviation: 0.4)) }, at: 0)
    let p = buffer.parameters
    func extract(_ points: [Float]) throws -> Tensor {
      try tensor(points).affine(p[0], p[1]).tanh()
    }
    let moments = try AdamWMoments(count: buffer.count)
    func discriminators(_ strength: Double, _ label: String) throws -> PairDiscriminators {
      try PairDiscriminators(
        tasks: 2, features: Self.features, distance: strength < 0 ? .hDivergence : distance,
        strength: max(strength, 0), learningRate: 0.02, streams: streams.substreams(label))
    }
    let even = [[0.5, 0.5], [0.5, 0.5]]
    let adversaries = try discriminators(strength, "adversaries")
    for step in 0..<1000 {
      let stream = streams.stream("training", step)
      let batches = (0..<2).map { examples(32, of: $0, stream) }
      let features = try batches.map { try extract($0.0) }
      let (loss, _) = try adversaries.loss(of: features, relations: even) { _, task in
        try features[task].affine(p[2], p[3]).crossEntropy(batches[task].1)
      }
      try loss.backward()
      try buffer.update(
        0..<buffer.count, by: AdamW(learningRate: 0.02, weightDecay: 0), moments: moments)
      try adversaries.update()
    }
    let fresh = try discriminators(-1, "fresh")
    var (right, apart) = (0.0, 0.0)
    for step in 0..<400 {
      let stream = streams.stream("afterwards", step)
      let batches = (0..<2).map { examples(64, of: $0, stream) }
      let features = try batches.map { try extract($0.0).detached() }
      let (loss, shown) = try fresh.loss(of: features, relations: even) { _, task in
        try features[task].affine(p[2], p[3]).crossEntropy(batches[task].1)
      }
      try loss.backward()
      try fresh.update()
      try buffer.clearGradients()
      // Each batch is fresh, so what it shows before the step is measured on unseen examples.
      guard step >= 300 else { continue }
      apart += shown.distances[0][1] / 100
      for (features, batch) in zip(features, batches) {
        let scores = try features.affine(p[2], p[3]).numbers()
        right +=
          Double(
            batch.1.indices.count { (scores[2 * $0 + 1] > scores[2 * $0]) == (batch.1[$0] == 1) })
          / 12800
      }
    }
    return (right, apart)
  }

  @Test(arguments: TaskDistance.allCases)
  func featuresLearnNotToBeToldApart(distance: TaskDistance) throws {
    let (off, on) = (try endings(distance, strength: 0), try endings(distance, strength: 4))
    #expect(off.apart > 0.8 && on.apart - 0.5 < 0.65 * (off.apart - 0.5))
    // What the task needs of them is still there.
    #expect(off.right > 0.9 && on.right > 0.9)
  }
}
