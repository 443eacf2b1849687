import Foundation
import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

@Suite struct WeightingLawTests {
  private static let deterministic = WeightingKind.allCases.filter { $0 != .pcGrad }

  /// Those whose page says that a common scale changes nothing.
  private static let scaleFree = WeightingKind.allCases.filter {
    ![.uncertainty, .nashMTL, .auxiNash, .auxiLearn, .auxiLearnNonlinear].contains($0)
  }

  @Test(arguments: deterministic)
  func auxiliariesInAnotherOrderHaveTheSameWeights(kind: WeightingKind) throws {
    let steps = RandomSteps(tasks: 4, count: 230, seed: 1)
    let order = [0, 3, 1, 2]
    var (one, other) = (kind.weighting(tasks: 4), kind.weighting(tasks: 4))
    let weights = try steps.weights(&one)
    let reordered = try steps.ordered(order).weights(&other)
    for (plain, moved) in zip(weights, reordered) {
      #expect(isClose(order.map { plain[$0] }, moved, relative: 1e-7, absolute: 1e-9))
    }
  }

  @Test(arguments: WeightingKind.allCases)
  func mostMethodsTellTheTasksApart(kind: WeightingKind) throws {
    let steps = RandomSteps(tasks: 4, count: 230, seed: 1)
    var weighting = kind.weighting(tasks: 4)
    let last = try #require(try steps.weights(&weighting).last)
    #expect((Set(last).count == 1) == (kind == .equal))
  }

  @Test(arguments: scaleFree, [1e-3, 1e3])
  func aCommonScaleChangesNothing(kind: WeightingKind, factor: Double) throws {
    let steps = RandomSteps(tasks: 3, count: 230, seed: 2)
    var (one, other) = (kind.weighting(tasks: 3), kind.weighting(tasks: 3))
    let weights = try steps.weights(&one)
    for (plain, scaled) in zip(weights, try steps.scaled(factor).weights(&other)) {
      #expect(isClose(plain, scaled, relative: 1e-3, absolute: 1e-6))
    }
  }

  @Test(arguments: WeightingKind.allCases)
  func surgeryAndGatingLeaveTheTasksOwnParametersAlone(kind: WeightingKind) throws {
    let step = TaskGradients(losses: [1, 2], gradients: Matrix([[1, 0], [-0.5, 1]]))
    var (weighting, other) = (kind.weighting(tasks: 2), kind.weighting(tasks: 2))
    let weights = try weighting.stepWeights(for: step, using: unread)
    let isShared = [.cosineGating, .pcGrad, .caGrad].contains(kind)
    #expect(
      try weights.own == (isShared ? [1, 1] : other.weights(for: step, using: unread)))
    if kind == .cosineGating { #expect(weights.shared == [1, 0]) }
  }

  @Test func periodsAreNoLongerThanAModel() {
    func weighting<Method>(_ kind: WeightingKind, _ steps: Int?) -> Method? {
      kind.weighting(tasks: 9, steps: steps) as? Method
    }
    let epochs = [nil, 5, 111].map { steps in
      (weighting(.dynamicWeightAveraging, steps) as DynamicWeightAveraging?)?.period
    }
    #expect(epochs == [100, 1, 11])
    let periods = [nil, 5, 111].map { steps in
      (weighting(.auxiNash, steps) as AuxiNash?)?.hyperPeriod
    }
    #expect(periods == [25, 5, 25])
  }

  @Test(arguments: WeightingKind.allCases)
  func weightsAreFiniteAtTheExtremes(kind: WeightingKind) throws {
    for steps in Extremes.all {
      var weighting = kind.weighting(tasks: steps[0].tasks)
      for _ in 0..<60 {
        for (index, step) in steps.enumerated() {
          if let hyper = weighting as? any HyperWeighting {
            weighting = try improved(hyper, step)
          }
          let stream = RandomStreams(seed: 3).stream("extremes", index)
          let weights = try weighting.weights(for: step, using: stream)
          #expect(
            weights.count == step.tasks && weights.allSatisfy { $0.isFinite && $0 >= 0 },
            "\(weights) for \(step)")
          if weighting.readsLossesAfter { weighting.observe(lossesAfter: step.losses.reversed()) }
        }
      }
      // A state with numbers that are not finite is not written.
      _ = try roundTrip(weighting)
    }
  }

  @Test(arguments: WeightingKind.allCases)
  func aStoredStateGoesOnAsIfItHadNotStopped(kind: WeightingKind) throws {
    var weighting = kind.weighting(tasks: 4)
    _ = try RandomSteps(tasks: 4, count: 130, seed: 4).weights(&weighting)
    var restored = try roundTrip(weighting)
    let rest = RandomSteps(tasks: 4, count: 130, seed: 5)
    #expect(try rest.weights(&weighting) == rest.weights(&restored))
  }

  @Test(arguments: WeightingKind.allCases)
  func theNameMakesAMethodForThatManyTasks(kind: WeightingKind) throws {
    #expect(kind.weighting(tasks: 5).tasks == 5)
    #expect(try JSONDecoder().decode(WeightingKind.self, from: JSONEncoder().encode(kind)) == kind)
  }

  private func improved<Weighting: HyperWeighting>(
    _ weighting: Weighting, _ step: TaskGradients
  ) throws -> Weighting {
    var weighting = weighting
    try weighting.hyperStep(at: step, by: FixedResponses(values: step.gram.row(0)))
    return weighting
  }

  private func roundTrip<Weighting: GradientWeighting>(_ weighting: Weighting) throws -> Weighting {
    try JSONDecoder().decode(Weighting.self, from: JSONEncoder().encode(weighting))
  }
}

/// Steps that no training should show, but some will.
enum Extremes {
  static let all: [[TaskGradients]] = [
    [step([[0, 0], [0, 0], [0, 0]])],
    [step([[1, 2], [1, 2], [1, 2]])],
    [step([[1, 2], [-1, -2], [1, 2]])],
    [step([[1, 0], [0, 0], [-1, 1e-9]])],
    [step([[1e150, 0], [-1e150, 1e150], [0, 1e150]])],
    [step([[1e-150, 0], [-1e-150, 1e-150], [0, 1e-150]])],
    [step([[1e150, 0], [-1, 1], [0, 1e-150]])],
    [
      step([[1, 2], [-2, 1]], losses: [1e150, 1e-150]),
      step([[2, 1], [1, 1]], losses: [0, 1e150]),
    ],
    [step([[1, 2], [-2, 1]], losses: [0, 0])],
    [step([[3, 4]])],
  ]

  private static func step(_ gradients: [[Double]], losses: [Double]? = nil) -> TaskGradients {
    TaskGradients(
      losses: losses ?? gradients.indices.map { Double($0 + 1) }, gradients: Matrix(gradients))
  }
}
