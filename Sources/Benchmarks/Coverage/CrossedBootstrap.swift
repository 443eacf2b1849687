import GSLNumerics
import Multitask

/// Returns the percentile interval of the mean gain by a bootstrap that draws seeds and examples.
///
/// Follows Owen's pigeonhole bootstrap (2007) <https://arxiv.org/abs/0712.1111>. For the metrics of two classes and
/// Pearson's correlation, which are functions of the same sums.
func crossedBootstrapInterval(
  of pairs: [(mixed: SimulatedConfirmation.Run, alone: SimulatedConfirmation.Run)],
  replicates: Int, using stream: RandomStream
) -> ClosedRange<Double> {
  let (seeds, examples) = (pairs.count, pairs[0].mixed.actual.count)
  let means = (0..<replicates).map { _ in
    var counts = [Double](repeating: 0, count: examples)
    for _ in 0..<examples { counts[stream.integer(below: examples)] += 1 }
    let gains = pairs.map { score(of: $0.mixed, counts) - score(of: $0.alone, counts) }
    return (0..<seeds).reduce(0) { sum, _ in sum + gains[stream.integer(below: seeds)] }
      / Double(seeds)
  }.sorted()
  let tail = replicates / 40
  return means[tail]...means[replicates - 1 - tail]
}

/// The metric where each example occurs a number of times.
private func score(of run: SimulatedConfirmation.Run, _ counts: [Double]) -> Double {
  var (n, p, a, pp, aa, pa) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  for index in counts.indices {
    let (count, predicted, actual) = (counts[index], run.predicted[index], run.actual[index])
    n += count
    p += count * predicted
    a += count * actual
    pp += count * predicted * predicted
    aa += count * actual * actual
    pa += count * predicted * actual
  }
  switch run.metric {
  case .accuracy: return 1 - (pp + aa - 2 * pa) / n
  case .f1: return p + a == 0 ? 0 : 2 * pa / (p + a)
  default:
    let scale = ((n * pp - p * p) * (n * aa - a * a)).squareRoot()
    return scale == 0 ? 0 : (n * pa - p * a) / scale
  }
}
