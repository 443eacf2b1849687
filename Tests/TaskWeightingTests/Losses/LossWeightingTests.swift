import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

/// Methods that read nothing but losses.
@Suite struct LossWeightingTests {
  // 2 * torch.softmax(torch.tensor([.8 / 1, .3 / .6]) / 2, 0)
  @Test func averagingComparesTheMeansOfTheLastTwoEpochs() {
    var method = DynamicWeightAveraging(tasks: 2, period: 2)
    let epochs = [[1, 0.6], [0.8, 0.3], [5, 5]]
    for (epoch, means) in epochs.enumerated() {
      for offset in [0.1, -0.1] {
        let step = TaskGradients(losses: means.map { $0 + offset })
        let weights = method.weights(for: step, using: unread)
        let expected = epoch < 2 ? [1, 1] : [1.0748596906874992, 0.925140309312501]
        #expect(isClose(weights, expected))
      }
    }
  }

  // s = zeros(2); torch.optim.Adam([s], lr=1e-3) on (exp(-s) * loss + s / 2).sum() in float64
  @Test func uncertaintyWeightsAreThoseOfAutograd() {
    var method = UncertaintyWeights(tasks: 2)
    let expected = [
      [1, 1], [0.999000499840035, 1.0010005001416833],
      [0.9980317588528153, 1.0019844796300337], [0.9971407939924891, 1.0026034148842915],
    ]
    for (losses, expected) in zip([[2, 0.1], [1.5, 0.2], [1, 0.6], [1, 1]], expected) {
      #expect(isClose(method.weights(for: .init(losses: losses), using: unread), expected))
    }
  }

  @Test func uncertaintyWeightsTendToHalfTheInverseLosses() {
    var method = UncertaintyWeights(tasks: 2, learningRate: 0.01)
    for _ in 0..<5000 { _ = method.weights(for: .init(losses: [4, 0.1]), using: unread) }
    #expect(
      isClose(
        method.weights(for: .init(losses: [4, 0.1]), using: unread), [0.125, 5], relative: 1e-3))
  }

  // The update of FAMO's code with torch.optim.Adam([w], lr=.025, weight_decay=1e-3) in float64
  @Test func famoIsThatOfAutograd() {
    var method = FAMO(tasks: 3)
    let losses = [[2, 1, 0.5], [1.8, 0.9, 0.2], [1.7, 0.85, 0.1]]
    let expected = [
      [0.14285714428571428, 0.2857142871428571, 0.5714285685714287],
      [0.08649722549923777, 0.17299445003739525, 0.7405083244633669],
      [0.0543662619412058, 0.10873252324269944, 0.8369012148160947],
    ]
    for step in 0..<3 {
      let weights = method.weights(for: .init(losses: losses[step]), using: unread)
      #expect(isClose(weights, expected[step], relative: 1e-10))
      if step < 2 { method.observe(lossesAfter: losses[step + 1]) }
    }
  }

  @Test func famoGivesMoreToTheLossThatDoesNotFall() {
    var method = FAMO(tasks: 2)
    var weights = [0.5, 0.5]
    for _ in 0..<100 {
      weights = method.weights(for: .init(losses: [1, 1]), using: unread)
      method.observe(lossesAfter: [0.5, 1])
    }
    #expect(weights[1] > 0.8)
  }

  @Test func onlyFamoAsksForLossesAfterTheStep() {
    for kind in WeightingKind.allCases {
      #expect(kind.weighting(tasks: 2).readsLossesAfter == (kind == .famo))
    }
  }
}
