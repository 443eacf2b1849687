/// The task relations of AMTNN, learned from what one step after the other shows.
///
/// Follows Shui et al. (2019), algorithm 1 <https://arxiv.org/abs/1903.09109>: the relations stay through an
/// epoch and are then set by the means of the risks and of the distances over it. Differs in that an epoch
/// is a number of steps, and in that no two tasks are closer than equal data: a distance is the most that a
/// discriminator can see, but one that is being misled may measure less than nothing.
public struct AdversarialRelations: Equatable, Sendable {
  /// What a step shows.
  public struct Measurement: Equatable, Sendable {
    /// The loss of each task's head on each task's batch, `[head][task]`; infinite where the head's outputs
    /// say nothing of the task's labels.
    public var risks: [[Double]]

    /// How far apart the batches of two tasks are, `[tasks][tasks]`.
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

  /// What the distances are.
  public let distance: TaskDistance

  /// The number of steps between updates of the relations.
  public let epoch: Int

  /// The relations as they are now.
  public private(set) var relations: RelationWeights

  private var measured: [Measurement] = []

  /// Creates relations of nine tenths to each task's own data.
  ///
  /// An epoch of the released code is 3,000 examples of every task, a hundred steps with batches of 32. In one of
  /// few steps all heads are as good as untrained, so that every task with the same labels gets the same share;
  /// and heads that learn from the same mixture never differ again.
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
