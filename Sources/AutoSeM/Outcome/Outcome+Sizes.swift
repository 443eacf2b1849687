import GSLNumerics
package import Multitask

extension Outcome {
  /// The numbers of seeds and test examples that an interval of one point to either side takes, as a sentence.
  ///
  /// Nil where a gain is significant. The gain is the recommendation's, which is the first, unless that is the primary
  /// alone.
  package var sizesForOnePoint: String? {
    SizesForOnePoint(of: standings.compactMap(\.gain), in: scoreRange).map {
      "no gain is significant; an interval of \($0)"
    }
  }
}

/// The numbers of seeds and test examples that an interval of one point to either side takes, where no difference is
/// significant.
package struct SizesForOnePoint: CustomStringConvertible {
  private static let point = 0.01

  /// The index of the difference whose interval it is.
  package let index: Int

  /// The interval and the sizes, as the end of a sentence.
  package let description: String

  /// Takes the first difference that is not known as well.
  ///
  /// Nil where a difference is significant or has no interval, where all intervals are as narrow, and for a metric
  /// without a largest value, of which nobody knows what a point is.
  ///
  /// - Parameters:
  ///   - differences: The differences.
  ///   - confidence: That of their intervals.
  ///   - range: The values of the metric.
  package init?(of differences: [ScoreEstimate], confidence: Double = 0.95, in range: ScoreRange) {
    let halfWidths = differences.map { $0.halfWidth(confidence: confidence) }
    guard range.bounds.upperBound.isFinite,
      let index = halfWidths.firstIndex(where: { $0.map { $0 > Self.point } ?? false }),
      zip(differences, halfWidths).allSatisfy({ difference, halfWidth in
        halfWidth.map { abs(difference.mean) <= $0 } ?? false
      })
    else { return nil }
    self.index = index
    let sizes = differences[index].sizes(forHalfWidth: Self.point, confidence: confidence)
    description = "±\(fixed(Self.point)) takes " + sizes
  }
}

extension ScoreEstimate {
  /// What half the width of the interval takes, as the end of a sentence.
  fileprivate func sizes(forHalfWidth width: Double, confidence: Double) -> String {
    guard let overBoth else {
      let seeds = overSeeds.count(forHalfWidth: width, confidence: confidence)
      return (seeds.map { "about \($0) seeds" } ?? "more seeds") + ", on these examples"
    }
    guard let sizes = overBoth.sizes(forHalfWidth: width, confidence: confidence) else {
      return "more seeds or examples than can be had"
    }
    let both = "about \(sizes.seeds) seeds and \(sizes.examples) examples"
    return overBoth.seeds(forHalfWidth: width, confidence: confidence).map { seeds in
      "about \(seeds) seeds on as many examples, or \(both)"
    } ?? "\(both): no number of seeds suffices on \(overBoth.examples) examples"
  }
}
