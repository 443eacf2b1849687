import BayesianOptimization
import GSLNumerics

/// The choice of a mixture of ten and more weights by noisy runs.
struct MixtureProblem: Codable {
  /// What of the domains' losses is minimised.
  enum Target: String, CaseIterable, Codable {
    /// The loss of the first domain.
    case domain
    /// The mean loss.
    case mean
    /// The largest loss relative to its reference: a minimax target.
    case worst
  }

  /// The distribution of the mixtures of the runs.
  enum Design: String, CaseIterable, Codable {
    /// Uniform.
    case uniform
    /// Dirichlet distributions about a natural mixture, from nearly pure to nearly natural: RegMix's.
    case natural
  }

  /// The law of the domains' losses.
  let law: MixtureLaw

  /// What is minimised.
  let target: Target

  /// The distribution of the mixtures of the runs.
  let design: Design

  /// The natural mixture, `[weights]`.
  let natural: [Double]

  /// The seed.
  let seed: UInt64

  /// The reference losses, `[domains]`: those at equal weights times 0.9 to 1.1, so that equal weights are not best.
  let reference: [Double]

  /// The number of weights.
  var count: Int { natural.count }

  /// The name, distinct for each form, target, design and number of weights.
  var name: String { "\(law.form.rawValue)-\(target.rawValue)-\(design.rawValue)-\(count)" }

  /// Draws a problem.
  init(
    _ form: MixtureLaw.Form, _ target: Target, _ design: Design, weights count: Int, seed: UInt64
  ) {
    let streams = RandomStreams(seed: seed).substreams("mixture-problem", count)
    law = MixtureLaw(form, weights: count, using: streams.stream("law-\(form.rawValue)"))
    let sizes = streams.stream("sizes").permutation(count).map { 1 / Double($0 + 1).squareRoot() }
    natural = sizes.map { $0 / sizes.reduce(0, +) }
    let difficulties = streams.stream("difficulties")
    reference = law.losses(at: Array(repeating: 1 / Double(count), count: count)).map {
      $0 * (0.9 + 0.2 * difficulties.uniform())
    }
    (self.target, self.design, self.seed) = (target, design, seed)
  }

  /// Returns the objective without noise.
  func value(at weights: [Double]) -> Double {
    let losses = law.losses(at: weights)
    switch target {
    case .domain: return losses[0]
    case .mean: return losses.reduce(0, +) / Double(losses.count)
    case .worst: return zip(losses, reference).reduce(0) { max($0, $1.0 / $1.1) }
    }
  }

  /// Draws mixtures of the design, rounded to three digits, as tables of runs have them, and scaled to sum to one.
  func mixtures(_ number: Int, using stream: RandomStream) -> [[Double]] {
    (0..<number).map { _ in
      let strength = exp(log(0.1) + log(50) * stream.uniform())
      let weights = stream.dirichlet(
        design == .uniform ? natural.map { _ in 1 } : natural.map { $0 * strength })
      let rounded = weights.map { ($0 * 1000).rounded() / 1000 }
      let total = rounded.reduce(0, +)
      return rounded.map { $0 / total }
    }
  }

  /// Every form, target and design with some numbers of weights.
  static func all(weights counts: [Int], seeds: ClosedRange<UInt64>) -> [MixtureProblem] {
    counts.flatMap { count in
      seeds.flatMap { seed in
        MixtureLaw.Form.allCases.flatMap { form in
          Design.allCases.flatMap { design in
            Target.allCases.map { MixtureProblem(form, $0, design, weights: count, seed: seed) }
          }
        }
      }
    }
  }
}

extension MixtureProblem {
  /// The least value of the objective, to about a thousandth of the spread of the values.
  ///
  /// Exponentiated gradients on the largest loss smoothed ever less; the objective is convex.
  func minimum() -> Double {
    var weights = [Double](repeating: 1 / Double(count), count: count)
    var best = value(at: weights)
    for step in 0..<4_000 {
      let slopes = slopes(at: weights, sharpness: 20 + Double(step) / 4)
      let largest = slopes.reduce(1e-12) { max($0, abs($1)) }
      let rate = 0.3 / largest / (1 + Double(step) / 40).squareRoot()
      let raised = zip(weights, slopes).map { max($0, 1e-9) * exp(-rate * $1) }
      let total = raised.reduce(0, +)
      weights = raised.map { $0 / total }
      best = min(best, value(at: weights))
    }
    return best
  }

  private func slopes(at weights: [Double], sharpness: Double) -> [Double] {
    let gradients = law.gradients(at: weights)
    let shares: [Double] =
      switch target {
      case .domain: gradients.indices.map { $0 == 0 ? 1 : 0 }
      case .mean: gradients.map { _ in 1 / Double(gradients.count) }
      case .worst:
        zip(
          softmax(zip(law.losses(at: weights), reference).map { sharpness * $0 / $1 }), reference
        ).map { $0 / $1 }
      }
    return weights.indices.map { weight in
      zip(shares, gradients).reduce(0) { $0 + $1.0 * $1.1[weight] }
    }
  }
}
