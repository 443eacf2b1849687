import GSLNumerics

/// The loss of a model's outputs after calibration.
///
/// A model trained for many epochs on a small task is overconfident, and overconfidence dominates its plain
/// log-loss: any auxiliary task would seem to help, since it leaves fewer batches to the small task.
/// Calibration removes this effect first.
public struct CalibratedLoss: Equatable, Sendable {
  /// The loss of each example, `[examples]`; smaller is better.
  public let examples: [Double]

  /// The mean loss.
  public var mean: Double { examples.reduce(0, +) / Double(examples.count) }

  /// Returns the negative log-likelihoods of the classes at the best temperature, in nats.
  ///
  /// Follows the temperature scaling of Guo et al. (2017), section 4.2
  /// <https://arxiv.org/abs/1706.04599>, fitted on the evaluated examples. The mean is at most the logarithm
  /// of the number of classes.
  ///
  /// - Parameters:
  ///   - scores: The unnormalised log-probabilities, `[examples, classes]`, row after row.
  ///   - actual: The true classes, `[examples]`.
  /// - Precondition: The scores are finite, and there is an example.
  public static func ofClasses(scores: [Double], actual: [Double]) -> CalibratedLoss {
    precondition(
      !actual.isEmpty && scores.count.isMultiple(of: actual.count),
      "as many rows as truths are expected, got \(scores.count) scores and \(actual.count) truths")
    let rows = Rows(scores: scores, actual: actual)
    // The loss is convex in the inverse temperature, so its slope has one root, if any.
    guard rows.slope(at: 0) < 0 else { return CalibratedLoss(examples: rows.losses(at: 0)) }
    // Bracketing in units of the scores makes the loss independent of their scale. For scores that are
    // always right the loss is almost zero where the bracketing ends.
    let unit = 1 / rows.widestRange
    var (low, high) = (0.0, unit)
    while rows.slope(at: high) < 0, high < 0x1p40 * unit { (low, high) = (high, 2 * high) }
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if rows.slope(at: middle) < 0 { low = middle } else { high = middle }
    }
    return CalibratedLoss(examples: rows.losses(at: (low + high) / 2))
  }

  /// Returns half the squared errors, in variances of the targets, at the best scale and offset.
  ///
  /// Ours, the counterpart for regression. The mean is (1 − r²) / 2 with Pearson's r, or 1 / 2 for negative r.
  public static func ofNumbers(predicted: [Double], actual: [Double]) -> CalibratedLoss {
    let r = max(Metric.pearson.score(predicted: predicted, actual: actual), 0)
    let (x, y) = (Standardised(predicted), Standardised(actual))
    guard y.deviation > 0 else { return CalibratedLoss(examples: actual.map { _ in 0.5 }) }
    return CalibratedLoss(
      examples: zip(x.values, y.values).map { ($1 - r * $0) * ($1 - r * $0) / 2 })
  }

  /// The scores and the true classes.
  private struct Rows {
    let scores: [Double]
    let actual: [Double]
    var classes: Int { scores.count / actual.count }

    /// The largest difference between two scores of an example.
    var widestRange: Double {
      (0..<actual.count).reduce(0) { widest, example in
        let row = scores[example * classes..<(example + 1) * classes]
        return max(widest, (row.max() ?? 0) - (row.min() ?? 0))
      }
    }

    func losses(at inverseTemperature: Double) -> [Double] {
      terms { row, truth in
        let scaled = row.map { $0 * inverseTemperature }
        let top = scaled.max() ?? 0
        return top + log(scaled.reduce(0) { $0 + exp($1 - top) }) - scaled[truth]
      }
    }

    /// The derivative of the sum of the losses: of each, the expected score minus the true one's.
    func slope(at inverseTemperature: Double) -> Double {
      terms { row, truth in
        let top = row.max() ?? 0
        var (total, weighted) = (0.0, 0.0)
        for score in row {
          let weight = exp((score - top) * inverseTemperature)
          total += weight
          weighted += weight * score
        }
        return weighted / total - row[truth]
      }
      .reduce(0, +)
    }

    private func terms(_ term: ([Double], Int) -> Double) -> [Double] {
      let classes = classes
      return actual.enumerated().map { example, truth in
        term(Array(scores[example * classes..<(example + 1) * classes]), Int(truth))
      }
    }
  }
}
