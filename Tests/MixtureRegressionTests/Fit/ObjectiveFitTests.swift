import GSLNumerics
import Testing

@testable import MixtureRegression

/// Two objectives: bowls of equal width with different bottoms.
@Suite struct ObjectiveFitTests {
  private static let bottoms = [[0.7, 0.2, 0.1], [0.3, 0.4, 0.3]]

  private static func table(
    weights: [Double]? = nil, sign: Double = 1, isConstant: Bool = false
  ) throws -> RunTable {
    let stream = RandomStream(seed: 7)
    let shares = weights ?? [0.5, 0.5]
    let runs = (0..<30).map { number in
      let mixture = stream.dirichlet([1, 1, 1])
      let parts = bottoms.enumerated().map { index, bottom in
        isConstant && index == 1
          ? 1
          : sign
            * (1 + zip(mixture, bottom).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
              + stream.normal(standardDeviation: 0.003))
      }
      return RunTable.Run(
        name: "r\(number)", mixture: mixture,
        result: .measured(dot(shares, parts)), parts: parts)
    }
    return try RunTable(
      domains: ["web", "code", "books"], objective: "loss_a + loss_b",
      direction: sign > 0 ? .minimize : .maximize, parts: ["loss_a", "loss_b"],
      partWeights: weights, runs: runs)
  }

  private static func distance(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test(arguments: [1.0, -1])
  func eachObjectiveHasAModelOfItsOwnAndTheirMeanTheSum(sign: Double) throws {
    let fit = try MixtureFit(of: Self.table(sign: sign))
    #expect(fit.objectives.map(\.name) == ["loss_a", "loss_b"])
    #expect(fit.objectives.map(\.weight) == [0.5, 0.5] && fit.notes.isEmpty)
    for (objective, bottom) in zip(fit.objectives, Self.bottoms) {
      #expect(Self.distance(objective.bestMixture, bottom) < 0.05, "\(objective.bestMixture)")
      #expect(abs(objective.predictedBest.mean - sign) < 0.02)
      #expect(try #require(objective.quality).rankCorrelation > 0.9)
      #expect(objective.predicted.count == fit.candidates.count)
    }
    // The mean of two bowls of equal width is a bowl around the middle.
    #expect(Self.distance(fit.recommended.mixture, [0.5, 0.3, 0.2]) < 0.05)
    for (index, candidate) in fit.candidates.enumerated() {
      let mean = fit.objectives.reduce(0) { $0 + $1.weight * $1.predicted[index].mean }
      #expect(abs(mean - candidate.predicted.mean) < 0.02, "\(candidate.name)")
    }
    #expect(fit.qualities.map(\.kind) == MixtureModelKind.allCases)
  }

  @Test func objectivesOfDifferentSharesMoveTheMean() throws {
    let fit = try MixtureFit(
      of: Self.table(weights: [0.75, 0.25]), settings: MixtureFitSettings(proposals: 1, parts: 0))
    #expect(Self.distance(fit.recommended.mixture, [0.6, 0.25, 0.15]) < 0.05)
    #expect(fit.objectives.allSatisfy { $0.quality == nil })
    #expect(fit.proposals.count == 1)
  }

  @Test func theMeanAloneIsModelledWhereAnObjectiveIsConstant() throws {
    let fit = try MixtureFit(
      of: Self.table(isConstant: true), settings: MixtureFitSettings(parts: 0))
    #expect(fit.objectives.isEmpty)
    #expect(fit.notes.contains { $0.hasPrefix("the mean of the objectives is modelled") })
    #expect(Self.distance(fit.recommended.mixture, Self.bottoms[0]) < 0.06)
  }
}
