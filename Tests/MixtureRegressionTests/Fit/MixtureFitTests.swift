import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Testing

@testable import MixtureRegression

@Suite struct MixtureFitTests {
  private static let domains = ["web", "code", "books"]

  /// A bowl with its bottom at 0.6, 0.3, 0.1.
  private static func bowl(_ w: [Double]) -> Double {
    2 + 3 * (w[0] - 0.6) * (w[0] - 0.6) + 2 * (w[1] - 0.3) * (w[1] - 0.3)
  }

  private static func table(
    runs: Int = 40, direction: RunColumns.Direction = .minimize, pending: [[Double]] = [],
    law: ([Double]) -> Double = bowl
  ) throws -> RunTable {
    let stream = RandomStream(seed: 5)
    let sign = direction == .minimize ? 1.0 : -1
    let measured = (0..<runs).map { number in
      let mixture = stream.dirichlet([1, 1, 1])
      return RunTable.Run(
        name: "r\(number)", mixture: mixture,
        result: .measured(sign * (law(mixture) + stream.normal(standardDeviation: 0.01))))
    }
    return try RunTable(
      domains: domains, objective: "loss", direction: direction,
      runs: measured
        + pending.map { RunTable.Run(name: "open", mixture: $0, result: .pending) })
  }

  @Test(arguments: RunColumns.Direction.allCases)
  func theBestMixtureIsFoundInEitherDirection(direction: RunColumns.Direction) throws {
    let fit = try MixtureFit(of: Self.table(direction: direction))
    let best = fit.recommended.mixture
    #expect(abs(best[0] - 0.6) < 0.03 && abs(best[1] - 0.3) < 0.03, "\(best)")
    let sign = direction == .minimize ? 1.0 : -1
    #expect(abs(sign * fit.recommended.predicted.mean - 2) < 0.02)
    #expect(fit.candidates.map(\.name).dropFirst().last == "equal")
    // Equal shares lose what the bowl says, and the interval has it.
    let difference = fit.candidates[2].difference
    let truth = sign * (Self.bowl([1.0 / 3, 1.0 / 3, 1.0 / 3]) - 2)
    #expect(difference.lower < truth && truth < difference.upper)
    #expect(abs(difference.mean - truth) < 0.02)
    #expect(abs(fit.noise - 0.01) < 0.005, "\(fit.noise)")
  }

  @Test func theModelsAreComparedOnRunsTheyHaveNotSeen() throws {
    let qualities = try MixtureFit(of: Self.table()).qualities
    #expect(qualities.map(\.kind) == MixtureModelKind.allCases)
    #expect(qualities[0].rankCorrelation > 0.95 && qualities[0].explained > 0.95)
    // A bowl is no line and no law of data mixing.
    #expect(qualities[0].error < 0.5 * qualities[1].error)
    #expect(qualities[1].error < qualities[3].error && qualities[2].error < qualities[3].error)
    #expect(qualities[3].rankCorrelation == 0 && qualities[3].explained <= 0)
    #expect(qualities[0].within95 > 0.8)
  }

  @Test func theEffectOfAShareIsThatOfTheLaw() throws {
    let effects = try MixtureFit(
      of: Self.table(), settings: MixtureFitSettings(parts: 0)
    ).effects
    #expect(effects.map(\.domain) == Self.domains)
    let removed = try #require(effects[0].removed)
    // Without web, code and books are as 3 to 1.
    let truth = Self.bowl([0, 0.75, 0.25]) - 2
    #expect(abs(removed.mean - truth) < 0.15, "\(removed.mean) \(truth)")
    #expect(removed.lower > 0)
    #expect(try #require(effects[0].increased).mean > 0)
  }

  // MARK: - Limits

  @Test func aDomainMayHaveItsFloor() throws {
    let settings = MixtureFitSettings(
      limits: MixtureLimits(floor: 0.05, floors: ["books": 0.4]), proposals: 2, parts: 0)
    let fit = try MixtureFit(of: Self.table(), settings: settings)
    for mixture in [fit.recommended.mixture] + fit.proposals {
      #expect(mixture[2] >= 0.4 - 1e-9 && (mixture.min() ?? 0) >= 0.05 - 1e-9, "\(mixture)")
    }
    #expect {
      try MixtureFit(
        of: Self.table(),
        settings: MixtureFitSettings(limits: MixtureLimits(floors: ["bokks": 0.1])))
    } throws: {
      "\($0)".contains("did you mean 'books'?")
    }
  }

  /// A lucky row is believed if it is the mean of many runs.
  @Test func aRowOfManyRunsCountsMore() throws {
    func predicted(repeats: Double) throws -> Double {
      let stream = RandomStream(seed: 5)
      let runs = (0..<30).map { number in
        let mixture = stream.dirichlet([1, 1, 1])
        return RunTable.Run(
          name: "r\(number)", mixture: mixture,
          result: .measured(Self.bowl(mixture) + stream.normal(standardDeviation: 0.2)))
      }
      let lucky = RunTable.Run(
        name: "lucky", mixture: [0.2, 0.2, 0.6],
        result: .measured(Self.bowl([0.2, 0.2, 0.6]) - 0.4),
        repeats: repeats)
      let table = try RunTable(
        domains: Self.domains, objective: "loss", direction: .minimize, runs: runs + [lucky])
      let space = try RunSpace(of: table, MixtureFitSettings())
      let model = try ProcessModel(of: space.data, over: space.whole, seed: 1)
      let (one, many) = (
        model.runs(at: [lucky.mixture])[0], model.runs(at: [lucky.mixture], repeats: [100])[0]
      )
      #expect(one.mean == many.mean && many.variance < 0.7 * one.variance)
      return one.mean - Self.bowl(lucky.mixture)
    }
    let (once, often) = (try predicted(repeats: 1), try predicted(repeats: 100))
    #expect(often < once - 0.05 && often < -0.2, "\(once), \(often)")
  }

  @Test func capsAndFloorsAreKept() throws {
    let settings = MixtureFitSettings(
      limits: MixtureLimits(floor: 0.15, caps: ["web": 0.4]), proposals: 3, parts: 0)
    let fit = try MixtureFit(of: Self.table(), settings: settings)
    for mixture in [fit.recommended.mixture] + fit.proposals {
      #expect(mixture[0] <= 0.4 + 1e-9 && mixture.allSatisfy { $0 >= 0.15 - 1e-9 })
    }
    #expect(abs(fit.recommended.mixture[0] - 0.4) < 1e-3)
    // The best run may be outside.
    #expect(fit.candidates[1].mixture[0] > 0.4)
  }

  /// Four epochs of 50 examples are a fifth of a training of 1,000.
  @Test func noDomainIsRepeatedMoreOftenThanAllowed() throws {
    let sizes = ["web": 50.0, "code": 400, "books": 1_000]
    let repetition = MixtureLimits.Repetition(epochs: 4, examples: 1_000)
    let fit = try MixtureFit(
      of: Self.table(),
      settings: MixtureFitSettings(
        limits: MixtureLimits(repetition: repetition), sizes: sizes, parts: 0))
    #expect(abs(fit.recommended.mixture[0] - 0.2) < 1e-3, "\(fit.recommended.mixture)")
    let proportional = try #require(fit.candidates.last)
    #expect(proportional.name == "proportional")
    #expect(abs(proportional.mixture[1] - 400.0 / 1_450) < 1e-12)
  }

  @Test(arguments: [
    (MixtureLimits(caps: ["wbe": 0.5]), "'wbe' is no domain of the table: did you mean 'web'?"),
    (MixtureLimits(cap: 0.2), "no mixture keeps caps"),
    (
      MixtureLimits(repetition: MixtureLimits.Repetition(epochs: 4, examples: 1e6)),
      "all domains together, each repeated 4 times, make 1200 examples: 1000000 were expected"
    ),
  ])
  func limitsThatNoMixtureKeepsAreMetWithASentence(
    limits: MixtureLimits, message: String
  ) throws {
    let settings = MixtureFitSettings(
      limits: limits, sizes: ["web": 100, "code": 100, "books": 100])
    #expect {
      try MixtureFit(of: Self.table(), settings: settings)
    } throws: {
      "\($0)".contains(message)
    }
  }

  @Test func aStrengthSaysHowNearAMixtureTheRecommendationIs() throws {
    let table = try Self.table()
    let shares = try [0, 0.5, 500].map { strength in
      try MixtureFit(
        of: table,
        settings: MixtureFitSettings(
          near: ["web": 0.1, "books": 0.9], strength: strength, parts: 0)
      ).recommended.mixture[2]
    }
    #expect(shares[0] < shares[1] && shares[1] < shares[2])
    #expect(shares[2] > 0.88)
    #expect(throws: MixtureFitError.self) {
      try MixtureFit(of: table, settings: MixtureFitSettings(near: ["wiki": 1]))
    }
  }

  // MARK: - Proposals

  @Test func proposalsAreDistinctAndKnowWhatIsPending() throws {
    let settings = MixtureFitSettings(proposals: 4, parts: 0)
    let first = try MixtureFit(of: Self.table(), settings: settings).proposals
    #expect(Set(first).count == 4)
    // As a run that is under way, the first proposal is not made again.
    let next = try MixtureFit(of: Self.table(pending: [first[0]]), settings: settings).proposals
    #expect(
      next.allSatisfy { proposal in zip(proposal, first[0]).contains { abs($0 - $1) > 1e-4 } })
  }

  // MARK: - Scales

  /// Forty short runs and five long ones, of which each is 0.3 better.
  @Test func shortRunsTellAboutLongOnes() throws {
    let stream = RandomStream(seed: 6)
    let runs = (0..<45).map { number in
      let mixture = stream.dirichlet([1, 1, 1])
      let isLong = number % 9 == 0
      return RunTable.Run(
        name: "r\(number)", mixture: mixture,
        result: .measured(Self.bowl(mixture) - (isLong ? 0.3 : 0)), scale: [isLong ? 1_000 : 100])
    }
    let fit = try MixtureFit(
      of: RunTable(
        domains: Self.domains, objective: "loss", direction: .minimize, scales: ["steps"],
        runs: runs))
    let best = fit.recommended
    #expect(abs(best.mixture[0] - 0.6) < 0.08 && abs(best.mixture[1] - 0.3) < 0.08, "\(best)")
    #expect(abs(best.predicted.mean - 1.7) < 0.08, "\(best.predicted)")
    #expect(fit.qualities[0].rankCorrelation > 0.9)
  }
}
