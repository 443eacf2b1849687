import GSLNumerics

/// Classes of two clusters each.
struct ClusteredClasses {
  /// Examples with their clusters.
  struct Sample {
    /// The examples and the class of each.
    let examples: ClassifiedExamples

    /// The cluster of each within its class, zero or one, `[examples]`.
    let clusters: [Int]

    /// Returns some of the examples.
    func part(_ rows: Range<Int>) -> Sample {
      Sample(
        examples: ClassifiedExamples(
          points: Matrix(rows.map(examples.points.row)), classes: Array(examples.classes[rows])),
        clusters: Array(clusters[rows]))
    }
  }

  /// The centres of the clusters, `[classes][2][inputs]`.
  private let middles: [[[Double]]]

  /// The standard deviation of each input within a cluster.
  private let noise: Double

  /// Draws the centres at equal distance from zero: on opposite sides, or anywhere.
  init(
    classes: Int, inputs: Int, radius: Double, opposite: Bool, noise: Double,
    using stream: RandomStream
  ) {
    func middle() -> [Double] {
      let direction = (0..<inputs).map { _ in stream.normal() }
      let length = dot(direction, direction).squareRoot()
      return direction.map { radius * $0 / length }
    }
    middles = (0..<classes).map { _ in
      let (first, second) = (middle(), middle())
      return [first, opposite ? first.map { -$0 } : second]
    }
    self.noise = noise
  }

  /// Draws examples, one after the other.
  func sample(_ count: Int, using stream: RandomStream) -> Sample {
    let drawn = (0..<count).map { _ in
      let (own, cluster) = (stream.integer(below: middles.count), stream.integer(below: 2))
      let point = middles[own][cluster].map { $0 + stream.normal(standardDeviation: noise) }
      return (point: point, own: own, cluster: cluster)
    }
    return Sample(
      examples: ClassifiedExamples(points: Matrix(drawn.map(\.point)), classes: drawn.map(\.own)),
      clusters: drawn.map(\.cluster))
  }
}
