import ArgumentParser
import Bandits
import Foundation
import GSLNumerics
import TaskWeighting

/// A line of a check of a method: a step, measurements of relations, or a pull of a bandit.
struct CheckedLine: Decodable {
  var losses: [Double]?
  var gradients: [[Double]]?
  /// The losses of the same batches after the step.
  var lossesAfter: [Double]?
  /// The inner products that a hyper-step follows, one follows if they are given.
  var responses: [Double]?
  var risks: [[Double]]?
  var distances: [[Double]]?
  var arm: Int?
  var reward: Double?
}

/// The answer to a line.
struct CheckedAnswer: Encodable {
  var weights: [Double]?
  var learned: [Double]?
  var rows: [[Double]]?
  var probabilities: [Double]?
  var successes: [Double]?
  var failures: [Double]?
}

/// A method whose numbers are compared with other code's, line by line (`docs/checks/fidelity.py`).
struct CheckedMethod {
  private enum State {
    case weighting(any GradientWeighting)
    case relations(RelationWeights)
    case bandit(any TaskPolicy)
  }

  private var state: State
  // Only PCGrad draws: the order of its projections.
  private let stream = RandomStream(seed: 1)

  /// Creates a method in its initial state.
  ///
  /// - Parameters:
  ///   - name: The name of a weighting, `amtnn`, or the name of a bandit.
  ///   - settings: `tasks` or `arms`, and what a method has: `steps` of a model, `ridge`, `decay`.
  /// - Throws: `CheckError`.
  init(_ name: String, _ settings: [String: Double]) throws {
    let count = Int(settings["tasks"] ?? settings["arms"] ?? 2)
    switch (WeightingKind(rawValue: name), name) {
    case (.nashMTL, _):
      state = .weighting(NashMTL(tasks: count, ridge: settings["ridge"] ?? 1e-2))
    case (.auxiNash, _):
      state = .weighting(AuxiNash(tasks: count, ridge: settings["ridge"] ?? 1e-2))
    case (let kind?, _):
      state = .weighting(kind.weighting(tasks: count, steps: settings["steps"].map { Int($0) }))
    case (nil, "amtnn"): state = .relations(RelationWeights(tasks: count))
    case (nil, "thompson_sampling"):
      state = .bandit(ThompsonSampling(arms: count, decay: settings["decay"] ?? 0))
    case (nil, "ucb1"): state = .bandit(UCB1(arms: count))
    case (nil, "exp3s"): state = .bandit(Exp3S(arms: count))
    case (nil, "online_data_mixing"): state = .bandit(OnlineDataMixing(arms: count))
    default: throw CheckError.unknownMethod(name)
    }
  }

  /// Answers a line and learns from it.
  ///
  /// - Throws: `CheckError`, and `GSLError` as the method does.
  mutating func answer(_ line: CheckedLine) throws -> CheckedAnswer {
    switch state {
    case .weighting(var weighting):
      let answer = try weights(&weighting, line)
      state = .weighting(weighting)
      return answer
    case .relations(var relations):
      guard let risks = line.risks, let distances = line.distances else {
        throw CheckError.missing("risks and distances")
      }
      relations.update(risks: risks, distances: distances)
      state = .relations(relations)
      return CheckedAnswer(rows: relations.rows)
    case .bandit(var policy):
      guard let arm = line.arm, let reward = line.reward else {
        throw CheckError.missing("arm and reward")
      }
      policy.observe(reward: reward, of: arm)
      state = .bandit(policy)
      let posteriors = (policy as? ThompsonSampling)?.discounted
      return CheckedAnswer(
        probabilities: policy.probabilities, successes: posteriors?.map(\.successes),
        failures: posteriors?.map(\.failures))
    }
  }

  private func weights(
    _ weighting: inout any GradientWeighting, _ line: CheckedLine
  ) throws -> CheckedAnswer {
    guard let losses = line.losses else { throw CheckError.missing("losses") }
    let step =
      line.gradients.map { TaskGradients(losses: losses, gradients: Matrix($0)) }
      ?? TaskGradients(losses: losses)
    let weights = try weighting.weights(for: step, using: stream)
    if let after = line.lossesAfter { weighting.observe(lossesAfter: after) }
    if let responses = line.responses, var hyper = weighting as? any HyperWeighting {
      try hyper.hyperStep(at: step, by: GivenResponses(responses: responses))
      weighting = hyper
    }
    return CheckedAnswer(weights: weights, learned: weighting.learned)
  }
}

private struct GivenResponses: HyperGradient {
  let responses: [Double]

  func responses(weights: [Double], terms: Int) -> [Double] { responses }
}

/// An error in the input of a check.
enum CheckError: Error, CustomStringConvertible {
  case unknownMethod(String)
  case missing(String)

  var description: String {
    switch self {
    case .unknownMethod(let name):
      "there is no check of '\(name)': a weighting, amtnn, thompson_sampling, ucb1, exp3s or "
        + "online_data_mixing was expected"
    case .missing(let keys): "a line with \(keys) was expected"
    }
  }
}

/// Answers the lines of standard input by a method.
struct WeightsBenchmark: ParsableCommand {
  /// A setting of a method, such as `tasks=3`: a number of 0 to 10,000.
  struct Setting: ExpressibleByArgument {
    let key: String
    let value: Double

    init?(argument: String) {
      let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let value = Double(parts[1]), (0...10_000).contains(value) else {
        return nil
      }
      (key, self.value) = (String(parts[0]), value)
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "weights", abstract: "Answers lines of JSON by the numbers of a method.")

  @Argument(help: "The name of a weighting, amtnn, or the name of a bandit.")
  var method: String

  @Argument(help: ArgumentHelp("The method's settings, such as tasks=3.", valueName: "key=value"))
  var settings: [Setting] = []

  func run() throws {
    var method = try CheckedMethod(
      method, Dictionary(settings.map { ($0.key, $0.value) }) { $1 })
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    while let line = readLine() {
      let answer = try method.answer(decoder.decode(CheckedLine.self, from: Data(line.utf8)))
      print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
    }
  }
}
