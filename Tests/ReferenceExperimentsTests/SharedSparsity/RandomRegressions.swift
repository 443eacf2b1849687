import GSLNumerics
import ReferenceExperiments

/// Regressions of normal numbers, of which the first features matter to all tasks.
func randomRegressions(
  features: Int, examples: [Int], active: Int = 3, seed: UInt64
) -> MultitaskLeastSquares {
  let stream = RandomStreams(seed: seed).stream("regressions")
  let points = examples.map { count in
    Matrix(
      rows: count, columns: features,
      elements: (0..<count * features).map { _ in stream.normal() })
  }
  let targets = points.map { points in
    let truth = (0..<features).map { $0 < active ? 1 + stream.normal() : 0 }
    return points.times(truth).map { $0 + stream.normal(standardDeviation: 0.3) }
  }
  return MultitaskLeastSquares(points: points, targets: targets)
}
