/// The task relations of AMTNN, learned from the measurements of its steps.
///
/// Follows Shui et al. (2019), algorithm 1 <https://arxiv.org/abs/1903.09109>: the relations stay through an
/// epoch and are then set from the means of the risks and of the distances over it. Differs in that an epoch
/// is a number of steps, and in that no two tasks are closer than equal data: a distance is a maximum over
/// discriminators, but one that is misled may measure less.
public struct AdversarialRelations: Equatable, Sendable {
  /// The measurements of a step.
  public struct Measurement: Equatable, Sendable {
    /// The loss of each task's head on each task's batch, `[head][task]`; infinite if the head has other
    /// labels.
    public var risks: [[Double]]

    /// The distance between the batches of two tasks, `[tasks][tasks]`.
    public var distances: [[Double]]

    /// Creates a measurement of infinite risks and of tasks with equal data.
    public init(tasks: Int, distance: TaskDistance) {
      func square(_ value: Double) -> [[Double]] {
        Array(repeating: Array(repeating: value, count: tasks), count: tasks)
      }
      risks = square(.infinity)
      distances = square(distance.ofEqualData)
    }
  }

  /// The form of the distances.
  public let distance: TaskDistance

  /// The number of steps between updates of the relations.
  public let epoch: Int

  /// The current relations.
  public private(set) var relations: RelationWeights

  private var measured: [Measurement] = []

  /// Creates relations of nine tenths to each task's own data.
  ///
  /// An epoch of the released code is 3,000 examples of every task, a hundred steps with batches of 32. After
  /// few steps all heads are as good as untrained, so every task with the same labels gets the same share, and
  /// heads that learn from the same mixture never differ again.
  public init(tasks: Int, distance: TaskDistance, epoch: Int = 100) {
    precondition(epoch > 0, "a positive number of steps is expected, got \(epoch)")
    self.distance = distance
    self.epoch = epoch
    relations = RelationWeights(tasks: tasks)
  }

  /// The relations α, `[tasks][tasks]`: row *t* is the share of each task's data in the loss of task *t*.
  public var rows: [[Double]] { relations.rows }

  /// Learns from a step; the last one of an epoch sets the relations.
  public mutating func observe(_ measurement: Measurement) {
    measured.append(measurement)
    guard measured.count == epoch else { return }
    relations.update(
      risks: mean(of: measured.map(\.risks)),
      distances: mean(of: measured.map(\.distances)).map { $0.map(distance.seen) })
    measured = []
  }

  private func mean(of squares: [[[Double]]]) -> [[Double]] {
    rows.indices.map { row in
      rows.indices.map { column in
        squares.reduce(0) { $0 + $1[row][column] } / Double(squares.count)
      }
    }
  }
}
