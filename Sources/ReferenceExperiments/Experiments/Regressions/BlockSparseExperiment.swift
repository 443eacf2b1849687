import GSLNumerics
import TorchTrainer

/// Whether penalties over all tasks find the shared features better than penalties on each task alone.
///
/// The data are ours: standard normal features, the same few active in every task, with independent
/// standard normal coefficients.
struct BlockSparseExperiment: ReferenceExperiment {
  static let name = "block-sparse"

  /// The seed of all random numbers.
  let seed: UInt64

  /// The number of sets of tasks.
  let seeds: Int

  /// The number of features.
  let features: Int

  /// The number of tasks.
  let tasks: Int

  /// The number of training examples of each task.
  let examples: Int

  /// The number of features that the targets depend on.
  let active: Int

  /// The standard deviation of the targets' noise.
  let noise: Double

  /// The number of strengths; the one with the best F1 counts.
  let strengths: Int

  /// The smallest strength, as a fraction of the smallest one at which all coefficients are zero; the
  /// others are evenly spaced between in their logarithms.
  private static let leastStrength = 0.02

  var problems: [String] {
    let counts = [
      ("seeds", seeds), ("features", features), ("tasks", tasks), ("examples", examples),
      ("active", active), ("strengths", strengths),
    ]
    .filter { $0.1 < 1 }
    .map { "'\($0)': a positive number was expected, got \($1)" }
    return counts
      + (active > features
        ? ["'active': at most 'features', \(features), was expected, got \(active)"] : [])
      + (noise >= 0 && noise.isFinite
        ? [] : ["'noise': a number of at least 0 was expected, got \(noise)"])
  }

  /// The result of a method at its best strength.
  private struct Ending {
    var f1 = -1.0
    var error = Double.nan
    var strength = Double.nan
  }

  /// Returns for each method the mean F1 score of the features found and the least of all seeds, and, at the
  /// strength of that score, the relative error of the coefficients and the strength as a share of the largest useful
  /// one.
  func run() throws -> ResultTable {
    let runs = (0..<seeds).map(endings)
    let names = ["lasso"] + BlockNorm.allCases.map { "l1/\($0.rawValue)" }
    return ResultTable(
      subject: "penalty", columns: ["f1", "least", "error", "strength"],
      rows: names.enumerated().map { index, name in
        let endings = runs.map { $0[index] }
        func mean(_ value: (Ending) -> Double) -> Double {
          SampleStatistics(endings.map(value)).mean
        }
        return ResultTable.Row(
          name, [mean(\.f1), endings.map(\.f1).min(), mean(\.error), mean(\.strength)])
      })
  }

  private func endings(_ run: Int) -> [Ending] {
    let stream = RandomStreams(seed: seed).stream("block-sparse", run)
    var truth = Matrix(rows: features, columns: tasks)
    for feature in stream.permutation(features).prefix(active) {
      for task in 0..<tasks { truth[feature, task] = stream.normal() }
    }
    let points = (0..<tasks).map { _ in
      Matrix(
        rows: examples, columns: features,
        elements: (0..<examples * features).map { _ in stream.normal() })
    }
    let targets = points.enumerated().map { task, points in
      points.times((0..<features).map { truth[$0, task] })
        .map { $0 + stream.normal(standardDeviation: noise) }
    }
    let together = MultitaskLeastSquares(points: points, targets: targets)
    let alone = zip(points, targets).map { MultitaskLeastSquares(points: [$0], targets: [$1]) }
    return [best(of: alone, .l2, truth)]
      + BlockNorm.allCases.map { best(of: [together], $0, truth) }
  }

  /// Returns the result of separate fits at the one strength with the best F1 score over all of them.
  private func best(
    of problems: [MultitaskLeastSquares], _ norm: BlockNorm, _ truth: Matrix
  ) -> Ending {
    let largest = problems.reduce(0) { max($0, $1.leastStrengthOfZero(norm: norm)) }
    var fitted: [Matrix?] = problems.map { _ in nil }
    var best = Ending()
    for step in 0..<strengths {
      let share = exp(
        log(Self.leastStrength) * Double(step) / Double(max(1, strengths - 1)))
      for (index, problem) in problems.enumerated() {
        fitted[index] =
          BlockSparseFit(
            problem, strength: share * largest, norm: norm, from: fitted[index], tolerance: 1e-5
          ).coefficients
      }
      let found = beside(fitted.compactMap { $0 })
      let f1 = RowSupport(of: found).f1(against: RowSupport(of: truth))
      if f1 > best.f1 {
        let error = zip(found.elements, truth.elements).map { $0 - $1 }
        best = Ending(
          f1: f1,
          error: (dot(error, error) / dot(truth.elements, truth.elements)).squareRoot(),
          strength: share)
      }
    }
    return best
  }

  /// Joins the columns of several matrices of coefficients.
  private func beside(_ parts: [Matrix]) -> Matrix {
    Matrix((0..<features).map { row in parts.flatMap { $0.row(row) } })
  }
}
