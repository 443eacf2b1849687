import GSLNumerics

/// Four classifications of six numbers in two clusters: within a cluster the classes differ in nearly the same
/// direction, and the second cluster's points are shifted.
struct TaskClusters {
  /// The cluster of each task.
  static let clusters = [0, 0, 1, 1]

  private static let features = 6
  private static let shift = 1.5

  /// The direction that each task's classes differ in, `[tasks][features]`.
  private let directions: [[Double]]

  /// Draws a direction for each cluster, and near it one for each of its tasks.
  init(using stream: RandomStream) {
    func normals(_ deviation: Double) -> [Double] {
      (0..<Self.features).map { _ in stream.normal(standardDeviation: deviation) }
    }
    let centres = [normals(1), normals(1)]
    directions = Self.clusters.map { cluster in
      zip(centres[cluster], normals(0.1)).map { $0 + $1 }
    }
  }

  /// Draws examples of a task; the classes are those of the points before they are shifted.
  func examples(_ count: Int, of task: Int, using stream: RandomStream) -> LogisticModel.Examples {
    let points = (0..<count).map { _ in (0..<Self.features).map { _ in stream.normal() } }
    let shift = Self.clusters[task] == 1 ? Self.shift : 0
    return LogisticModel.Examples(
      points: Matrix(points.map { $0.map { $0 + shift } }),
      labels: points.map { dot($0, directions[task]) > 0 ? 1 : 0 },
      weights: Array(repeating: 1 / Double(count), count: count))
  }
}
