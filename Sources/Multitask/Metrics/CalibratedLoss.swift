import GSLNumerics

/// The loss of a model's outputs after calibration.
///
/// A model trained for many epochs on a small task is overconfident, and overconfidence dominates its plain
/// log-loss: any auxiliary task would seem to help, since it leaves fewer batches to the small task.
/// Calibration removes this effect first.
public enum CalibratedLoss {
  /// Returns the mean negative log-likelihood of the classes at the best temperature.
  ///
  /// Follows the temperature scaling of Guo et al. (2017), section 4.2
  /// <https://arxiv.org/abs/1706.04599>, fitted on the evaluated examples. At most the logarithm
  /// of the number of classes.
  ///
  /// - Parameters:
  ///   - scores: The unnormalised log-probabilities, `[examples, classes]`, row after row.
  ///   - actual: The true classes, `[examples]`.
  /// - Returns: The loss in nats; smaller is better.
  /// - Precondition: The scores are finite, and there is an example.
  public static func ofClasses(scores: [Double], actual: [Double]) -> Double {
    precondition(
      !actual.isEmpty && scores.count.isMultiple(of: actual.count),
      "as many rows as truths are expected, got \(scores.count) scores and \(actual.count) truths")
    let examples = Rows(scores: scores, actual: actual)
    // The loss is convex in the inverse temperature, so its slope has one root, if any.
    guard examples.slope(at: 0) < 0 else { return examples.loss(at: 0) }
    // Bracketing in units of the scores makes the loss independent of their scale. For scores that are
    // always right the loss is almost zero where the bracketing ends.
    let unit = 1 / examples.widestRange
    var (low, high) = (0.0, unit)
    while examples.slope(at: high) < 0, high < 0x1p40 * unit { (low, high) = (high, 2 * high) }
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if examples.slope(at: middle) < 0 { low = middle } else { high = middle }
    }
    return examples.loss(at: (low + high) / 2)
  }

  /// Returns half the mean squared error, in variances of the targets, at the best scale and offset.
  ///
  /// Ours, the counterpart for regression: (1 − r²) / 2 with Pearson's r, or 1 / 2 for negative r.
  ///
  /// - Returns: Between 0 and 1 / 2; smaller is better.
  public static func ofNumbers(predicted: [Double], actual: [Double]) -> Double {
    let r = max(Metric.pearson.score(predicted: predicted, actual: actual), 0)
    return (1 - r * r) / 2
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

    func loss(at inverseTemperature: Double) -> Double {
      mean { row, truth in
        let scaled = row.map { $0 * inverseTemperature }
        let top = scaled.max() ?? 0
        return top + log(scaled.reduce(0) { $0 + exp($1 - top) }) - scaled[truth]
      }
    }

    /// The derivative of the loss: the expected score minus the true one's.
    func slope(at inverseTemperature: Double) -> Double {
      mean { row, truth in
        let top = row.max() ?? 0
        var (total, weighted) = (0.0, 0.0)
        for score in row {
          let weight = exp((score - top) * inverseTemperature)
          total += weight
          weighted += weight * score
        }
        return weighted / total - row[truth]
      }
    }

    private func mean(_ term: ([Double], Int) -> Double) -> Double {
      let classes = classes
      var sum = 0.0
      for (example, truth) in actual.enumerated() {
        let row = Array(scores[example * classes..<(example + 1) * classes])
        sum += term(row, Int(truth))
      }
      return sum / Double(actual.count)
    }
  }
}
