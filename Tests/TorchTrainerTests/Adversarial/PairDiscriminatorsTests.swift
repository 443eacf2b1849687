import GSLNumerics
import TaskWeighting
import Tensors
import Testing

@testable import TorchTrainer

@Suite struct PairDiscriminatorsTests {
  private func discriminators(
    _ distance: TaskDistance, tasks: Int = 2, features: Int = 3, strength: Double = 1
  ) throws -> PairDiscriminators {
    try PairDiscriminators(
      tasks: tasks, features: features, distance: distance, strength: strength,
      learningRate: 0.01, streams: RandomStreams(seed: 3))
  }

  /// Rows of normal numbers, moved along the first axis.
  private func rows(_ count: Int, shift: Double, _ label: Int) -> [Float] {
    let stream = RandomStreams(seed: 7).stream("rows", label)
    return (0..<3 * count).map {
      Float(stream.normal(standardDeviation: 0.5) + ($0 % 3 == 0 ? shift : 0))
    }
  }

  private func tensor(_ numbers: [Float], differentiable: Bool = false) throws -> Tensor {
    try Tensor(numbers, shape: [numbers.count / 3, 3], differentiable: differentiable)
  }

  private let even = [[0.5, 0.5], [0.5, 0.5]]

  /// What the features are moved against is the loss of H's discriminator, and what moves them to nearer
  /// means is the distance of the critic.
  @Test(arguments: TaskDistance.allCases)
  func theFeaturesAreMovedToMislead(distance: TaskDistance) throws {
    let discriminators = try discriminators(distance, strength: 0.7)
    let relations = [[0.6, 0.4], [0.1, 0.9]]
    let numbers = [rows(4, shift: 0.5, 0), rows(3, shift: 0, 1)]
    func shown(_ numbers: [[Float]]) throws -> (value: Double, features: [Tensor], loss: Tensor) {
      let features = try numbers.map { try tensor($0, differentiable: true) }
      let (loss, shown) = try discriminators.loss(of: features, relations: relations) { _, _ in
        try Tensor([0], shape: [])
      }
      let value =
        distance == .hDivergence ? -Double(try loss.item()) : shown.distances[0][1]
      return (value, features, loss)
    }
    let (_, features, loss) = try shown(numbers)
    try loss.backward()
    let factor = 0.7 * (0.4 + 0.1) / 2
    let step: Float = 0.01
    for task in 0..<2 {
      let gradient = try features[task].gradient().numbers()
      for element in gradient.indices {
        var (above, below) = (numbers, numbers)
        above[task][element] += step
        below[task][element] -= step
        let slope = try (shown(above).value - shown(below).value) / Double(2 * step)
        #expect(abs(Double(gradient[element]) - factor * slope) < 1e-4, "\(task), \(element)")
      }
      #expect(gradient.contains { abs($0) > 1e-3 })
    }
  }

  @Test(arguments: TaskDistance.allCases)
  func unrelatedTasksFeaturesLearnNothingButTheirDiscriminatorDoes(distance: TaskDistance) throws {
    let discriminators = try discriminators(distance)
    var distances: [Double] = []
    for _ in 0..<200 {
      let features = try [
        tensor(rows(32, shift: 2, 0), differentiable: true),
        tensor(rows(32, shift: 0, 1), differentiable: true),
      ]
      let (loss, shown) = try discriminators.loss(of: features, relations: [[1, 0], [0, 1]]) {
        _, _ in nil
      }
      try loss.backward()
      for tensor in features { #expect(try tensor.gradient().numbers().allSatisfy { $0 == 0 }) }
      try discriminators.update()
      distances.append(shown.distances[1][0])
    }
    switch distance {
    case .hDivergence: #expect(distances[0] < 0.9 && distances[199] > 0.95)
    // The means are two apart, and -2 s + (s - 1)² is least at a slope s of two.
    case .wasserstein: #expect(distances[0] < 1.5 && abs(distances[199] - 4) < 0.6)
    }
  }

  @Test func dataOfOneKindAreNotFarApart() throws {
    for distance in TaskDistance.allCases {
      let discriminators = try discriminators(distance)
      var last = 0.0
      for step in 0..<200 {
        let features = try [0, 1].map { try tensor(rows(64, shift: 1, 2 * step + $0)) }
        let (loss, shown) = try discriminators.loss(of: features, relations: even) { _, _ in nil }
        try loss.backward()
        try discriminators.update()
        if step >= 150 { last += shown.distances[0][1] / 50 }
      }
      #expect(abs(last - distance.ofEqualData) < 0.05, "\(distance)")
    }
  }

  @Test func theSlopesAreThoseOfCentralDifferences() throws {
    let network = try discriminators(.wasserstein).networks[0]
    let numbers = rows(4, shift: 0, 5)
    let norms = try network.slopeNorms(at: tensor(numbers)).numbers()
    let step: Float = 0.01
    for row in 0..<4 {
      var squares = 0.0
      for column in 0..<3 {
        var (above, below) = (numbers, numbers)
        above[3 * row + column] += step
        below[3 * row + column] -= step
        let difference =
          try network.outputs(of: tensor(above)).numbers()[row]
          - network.outputs(of: tensor(below)).numbers()[row]
        let slope = Double(difference / (2 * step))
        squares += slope * slope
      }
      #expect(abs(Double(norms[row]) - squares.squareRoot()) < 1e-3 * squares.squareRoot())
    }
  }

  @Test func everyPairHasADiscriminatorOfItsOwn() throws {
    let discriminators = try discriminators(.hDivergence, tasks: 5)
    let indices = (0..<5).flatMap { first in
      (first + 1..<5).map { discriminators.index(of: first, $0) }
    }
    #expect(indices == Array(0..<10))
  }

  @Test func risksCountByTheirSharesWhereThereAreAny() throws {
    let relations = [[0.6, 0.4], [0.3, 0.7]]
    let features = try [rows(4, shift: 0, 0), rows(4, shift: 0, 1)].map { try tensor($0) }
    let risks = [[1.0, 2], [3, 4]]
    func loss(_ known: (Int, Int) -> Bool) throws -> (Double, AdversarialRelations.Measurement) {
      let (loss, shown) = try discriminators(.hDivergence)
        .loss(of: features, relations: relations) { head, task in
          known(head, task) ? try Tensor([Float(risks[head][task])], shape: []) : nil
        }
      return (Double(try loss.item()), shown)
    }
    let (without, _) = try loss { _, _ in false }
    let (with, shown) = try loss { $0 == $1 || $0 == 0 }
    #expect(abs(with - without - (0.6 * 1 + 0.4 * 2 + 0.7 * 4) / 2) < 1e-5)
    #expect(shown.risks == [[1, 2], [.infinity, 4]])
  }

  @Test func theyGoOnFromAStateAsIfTheyHadNotStopped() throws {
    let features = try [rows(8, shift: 1, 0), rows(8, shift: 0, 1)].map { try tensor($0) }
    func train(_ discriminators: PairDiscriminators) throws -> [Float] {
      try (0..<5).map { _ in
        let (loss, _) = try discriminators.loss(of: features, relations: even) { _, _ in nil }
        try loss.backward()
        try discriminators.update()
        return try loss.item()
      }
    }
    let (one, other) = (try discriminators(.wasserstein), try discriminators(.wasserstein))
    _ = try train(one)
    var writer = StateWriter()
    try one.write(to: &writer)
    var reader = StateReader(writer.bytes)
    let isRead = try other.read(from: &reader)
    #expect(isRead && reader.isAtEnd)
    #expect(try train(one) == train(other))
    var short = StateReader(Array(writer.bytes.dropLast()))
    let isShortRead = try other.read(from: &short)
    #expect(!isShortRead)
  }
}
