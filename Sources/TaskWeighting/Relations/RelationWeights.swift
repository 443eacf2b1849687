/// The share of each task's data in each task's loss, learned from risks and distances.
///
/// Follows Shui, Abbasi, Robitaille, Wang and Gagné (2019), *A Principled Approach for Learning Task
/// Similarity in Multitask Learning* (AMTNN) <https://arxiv.org/abs/1903.09109>: each row minimises
/// ⟨R, α⟩ + C₂ ‖α‖ + C₃ ⟨d, α⟩ on the simplex. The distances d are those of its H-divergence form (a
/// domain classifier's accuracy) or of its Wasserstein form (a critic's mean difference). Ours is the
/// solver, in closed form except for one bisection, and that the rows are not rounded to three digits.
public struct RelationWeights: Equatable, Sendable, Codable {
  /// The weight C₂ of the norm: larger values give more even rows.
  public let evenness: Double

  /// The weight C₃ of the distances.
  public let distanceWeight: Double

  /// The relations α, `[tasks][tasks]`: row *t* is the share of each task's data in the loss of task *t*.
  public private(set) var rows: [[Double]]

  /// Creates relations of nine tenths to each task's own data, the rest spread evenly.
  public init(tasks: Int, evenness: Double = 1, distanceWeight: Double = 0.5) {
    checkTasks(tasks)
    precondition(
      evenness >= 0 && distanceWeight >= 0,
      "weights of at least 0 are expected, got \(evenness) and \(distanceWeight)")
    self.evenness = evenness
    self.distanceWeight = distanceWeight
    let others = Double(max(tasks - 1, 1))
    rows = (0..<tasks).map { row in
      (0..<tasks).map { tasks == 1 ? 1 : $0 == row ? 0.9 : 0.1 / others }
    }
  }

  /// Sets the rows to the optimum for the measurements.
  ///
  /// - Parameters:
  ///   - risks: The loss of each task's head on each task's data, `[head][task]`; data on which it is
  ///     infinite get no share.
  ///   - distances: The distance between the data of two tasks, `[tasks][tasks]`.
  public mutating func update(risks: [[Double]], distances: [[Double]]) {
    precondition(
      risks.count == rows.count && distances.count == rows.count,
      "\(rows.count) rows are expected, got \(risks.count) and \(distances.count)")
    rows = zip(risks, distances).map { risks, distances in
      precondition(
        risks.count == rows.count && distances.count == rows.count,
        "\(rows.count) columns are expected, got \(risks.count) and \(distances.count)")
      return shares(costs: zip(risks, distances).map { $0 + distanceWeight * $1 })
    }
  }

  /// The shares on the simplex that minimise ⟨b, α⟩ + C₂ ‖α‖.
  ///
  /// They are proportional to max(0, τ − b) with τ such that the squares of these sum to C₂².
  private func shares(costs: [Double]) -> [Double] {
    let least = costs.reduce(.infinity, min)
    let excess = costs.map { $0 - least }
    func sumOfSquares(_ level: Double) -> Double {
      excess.reduce(0) { $0 + max(level - $1, 0) * max(level - $1, 0) }
    }
    // At a level of C₂ the least cost alone makes C₂².
    var (low, high) = (0.0, evenness)
    for _ in 0..<1100 {
      let middle = 0.5 * (low + high)
      guard middle > low, middle < high else { break }
      if sumOfSquares(middle) < evenness * evenness { low = middle } else { high = middle }
    }
    let raw = excess.map { max(high - $0, 0) }
    let total = raw.reduce(0, +)
    guard total > 0 else {
      let leaders = Double(excess.count { $0 == 0 })
      return excess.map { $0 == 0 ? 1 / leaders : 0 }
    }
    return raw.map { $0 / total }
  }
}
