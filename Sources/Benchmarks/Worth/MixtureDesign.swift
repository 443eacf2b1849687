import GSLNumerics
import Multitask

/// The mixtures of a table in the order in which they are trained, the primary first among the tasks.
///
/// Plain mixtures, the primary half and half with each auxiliary, then by turns draws on faces of the simplex, in its
/// inside, and near the best mixtures so far.
struct MixtureDesign {
  /// A mixture with its mean score; larger is better.
  typealias Scored = (mixture: Mixture, score: Double)

  /// The numbers of training examples, `[tasks]`.
  let sizes: [Int]

  let streams: RandomStreams

  /// The number of plain mixtures.
  static let plain = 3

  /// The index of equal shares.
  static let equalShares = 1

  /// The primary's least share in a drawn mixture, as in a search.
  static let primaryShare = 0.1

  /// The number of trained mixtures before some are drawn near the best.
  private static let before = 24

  /// The number of mixtures that count as the best.
  private static let best = 8

  /// The number of seeds, which all mixtures have in common.
  static let seeds = 4

  /// Returns the seeds of a mixture: all for a plain one, else two by turns.
  static func seeds(of index: Int) -> [Int] {
    index < plain ? Array(0..<seeds) : [index % seeds, (index + 1) % seeds]
  }

  /// Returns the mixture of an index.
  ///
  /// - Parameter earlier: The mixtures before it.
  func mixture(_ index: Int, after earlier: [Scored]) throws -> Mixture {
    try Mixture(weights: weights(index, after: earlier).map { ($0 * 10_000).rounded() / 10_000 })
  }

  private func weights(_ index: Int, after earlier: [Scored]) -> [Double] {
    let all = Array(sizes.indices)
    let stream = streams.stream("mixture", index)
    switch index {
    case 0: return Mixture.only(TaskIndex(0), of: all.count).weights
    case 1: return Mixture.uniform(over: all.map(TaskIndex.init), of: all.count).weights
    case 2: return Mixture.proportional(to: sizes).weights
    case ..<(Self.plain + all.count - 1):
      return Mixture.uniform(over: [TaskIndex(0), TaskIndex(index - 2)], of: all.count).weights
    default: break
    }
    switch index % 4 {
    case 0: return draw(on: all, using: stream)
    case 3 where index >= Self.before: return nearBest(of: earlier, using: stream)
    default: return draw(on: face(using: stream), using: stream)
    }
  }

  /// Returns the primary and a number of auxiliaries that is uniform, as the auxiliaries are.
  private func face(using stream: RandomStream) -> [Int] {
    let auxiliaries = sizes.count - 1
    let count = 1 + stream.integer(below: auxiliaries)
    return [0] + stream.permutation(auxiliaries).prefix(count).map { $0 + 1 }.sorted()
  }

  /// Returns a uniform draw above the primary's least share.
  private func draw(on face: [Int], using stream: RandomStream) -> [Double] {
    let shares = stream.dirichlet(face.map { _ in 1 })
    var weights = [Double](repeating: 0, count: sizes.count)
    for (task, share) in zip(face, shares) { weights[task] = (1 - Self.primaryShare) * share }
    weights[0] += Self.primaryShare
    return weights
  }

  /// Returns a point between one of the best mixtures and a draw, nearer to the former.
  private func nearBest(of earlier: [Scored], using stream: RandomStream) -> [Double] {
    let ranked = earlier.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    let centre = ranked[stream.integer(below: min(Self.best, ranked.count))].element.mixture
    let step = 0.05 + 0.3 * stream.uniform()
    let other = draw(on: face(using: stream), using: stream)
    return zip(centre.weights, other).map { (1 - step) * $0 + step * $1 }
  }
}
