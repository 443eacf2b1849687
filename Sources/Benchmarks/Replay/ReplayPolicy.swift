import AutoSeM
import GSLNumerics
import Multitask
import RunJournal

/// A way to find a mixture within a number of trainings.
struct ReplayPolicy: Sendable {
  /// A mixture under the name of its row.
  typealias Answer = (name: String, mixture: Mixture)

  /// The names of its answers, one or several of the same trainings.
  let names: [String]

  /// Trains models of a factory and answers.
  let answers:
    @Sendable (_ factory: SurfaceTrainerFactory, _ trainings: Int, _ streams: RandomStreams)
      async throws -> [Mixture]

  /// Creates a way with one answer.
  init(
    _ name: String,
    answer: @escaping @Sendable (SurfaceTrainerFactory, Int, RandomStreams) async throws -> Mixture
  ) {
    names = [name]
    answers = { [try await answer($0, $1, $2)] }
  }

  /// Creates a way with several answers.
  init(
    _ names: [String],
    answers:
      @escaping @Sendable (SurfaceTrainerFactory, Int, RandomStreams) async throws -> [Mixture]
  ) {
    self.names = names
    self.answers = answers
  }

  /// The plain mixtures, which cost nothing to find.
  static let plain = ["primary alone", "equal shares", "size-proportional"].enumerated().map {
    number, name in ReplayPolicy(name) { factory, _, _ in factory.surface.plain[number] }
  }

  /// The mixtures that are best by a measure without noise: what a search that knew it all would find.
  static let bounds = [
    ("least validation loss, no noise", SurfaceMeasure.validationLoss, -1.0),
    ("best validation metric, no noise", .validationMetric, 1),
    ("least test loss, no noise", .testLoss, -1),
  ].map { name, measure, sign in
    ReplayPolicy(name) { factory, _, streams in
      let stream = streams.stream("mixtures")
      let drawn = try (0..<boundMixtures).map { _ in try factory.randomMixture(using: stream) }
      let mixtures = factory.surface.mixtures + drawn
      let values = factory.surface.fit(of: measure).measures(at: mixtures.map(\.weights))
      return mixtures[values.indices.max { sign * values[$0] < sign * values[$1] } ?? 0]
    }
  }

  private static let boundMixtures = 1_000

  /// The plain mixtures side by side with common seeds.
  static let plainSideBySide = ReplayPolicy("plain side by side") { factory, trainings, streams in
    let plain = factory.surface.plain
    let seeds = trainings / plain.count
    guard seeds > 0 else { return plain[1] }
    let losses = try plain.map { mixture in
      try (0..<seeds).reduce(0) { sum, seed in
        sum + (try factory.loss(of: mixture, seed: streams.stream("seed", seed).seed()))
      }
    }
    return plain[losses.indices.min { losses[$0] < losses[$1] } ?? 1]
  }

  /// The best of random mixtures, all with one seed.
  static let random = ReplayPolicy("random search") { factory, trainings, streams in
    let seed = streams.stream("trial").seed()
    var best = (loss: Double.infinity, mixture: factory.surface.plain[1])
    for trial in 0..<trainings {
      let mixture = try factory.randomMixture(using: streams.stream("mixture", trial))
      let loss = try factory.loss(of: mixture, seed: seed)
      if loss < best.loss { best = (loss, mixture) }
    }
    return best.mixture
  }
}

extension ReplayPolicy {
  /// All policies.
  static let all =
    plain + bounds + [
      plainSideBySide, random, regression, bayesian, seeded, selection, mixing, stages, search,
    ]

  /// Returns the policies with some names, or all without a name.
  ///
  /// - Throws: `UnknownPolicy`.
  static func named(_ names: [String]) throws -> [ReplayPolicy] {
    if let unknown = names.first(where: { name in !all.contains { $0.names.contains(name) } }) {
      throw UnknownPolicy(name: unknown)
    }
    return names.isEmpty ? all : all.filter { $0.names.contains(where: names.contains) }
  }
}

/// A policy that a replay does not have.
struct UnknownPolicy: Error, CustomStringConvertible {
  let name: String

  var description: String {
    "'\(name)' is no policy of a replay: one of "
      + ReplayPolicy.all.flatMap(\.names).map { "'\($0)'" }.joined(separator: ", ")
      + " was expected"
  }
}

extension SurfaceTrainerFactory {
  /// Returns the validation loss of a whole training.
  func loss(of mixture: Mixture, seed: UInt64) throws -> Double {
    let trainer = try makeTrainer(seed: seed)
    _ = try trainer.train(
      on: MixingSchedule.interleaved.tasks(
        for: mixture, batches: surface.batches, using: RandomStream(seed: seed)))
    return try trainer.evaluate(task: primary, split: .validation).loss
  }

  /// Draws a mixture uniformly above the primary's least share.
  func randomMixture(using stream: RandomStream) throws -> Mixture {
    try Mixture(
      weights: stream.dirichlet(tasks.map { _ in 1 })
        .leaving(MixtureDesign.primaryShare, to: primary.rawValue))
  }

  /// Returns a journal in memory.
  func journal() throws -> Journal {
    try Journal.inMemory(
      header: RunHeader(
        version: "benchmark", experiment: "{}", origin: "replay", isSynthetic: true, tasks: tasks))
  }
}
