public import GSLNumerics

/// Weights under which the losses fall at the same rate, learned from their last changes.
///
/// Follows Liu, Feng, Stone and Liu (2023), algorithm 1 <https://arxiv.org/abs/2306.03792>, with the
/// constants of its code. Needs no gradient of a single task, but the losses of the same batches after
/// the step. Treats the primary like any other, and does not depend on the scale of losses far above 1e-8.
public struct FAMO: GradientWeighting, Equatable {
  private var scores: [Double]
  private var logLosses: [Double]?
  private var descent: AdamDescent

  /// Creates a rule without observations.
  ///
  /// - Parameters:
  ///   - tasks: The number of tasks.
  ///   - learningRate: The learning rate of the scores.
  ///   - decay: The decay of the scores to equal ones.
  public init(tasks: Int, learningRate: Double = 0.025, decay: Double = 1e-3) {
    checkTasks(tasks)
    scores = Array(repeating: 0, count: tasks)
    descent = AdamDescent(count: tasks, learningRate: learningRate, weightDecay: decay)
  }

  /// The number of tasks, the primary among them.
  public var tasks: Int { scores.count }

  /// No.
  public var readsGradients: Bool { false }

  /// Yes.
  public var readsLossesAfter: Bool { true }

  /// Returns the weights of the losses' logarithms, each over its loss; they sum to one.
  public mutating func weights(for step: TaskGradients, using stream: RandomStream) -> [Double] {
    check(step)
    logLosses = step.losses.map(Self.logLoss)
    let smallest = step.losses.reduce(.infinity) { min($0, $1 + Self.floor) }
    let raw = zip(softmax(scores), step.losses).map { $0 * (smallest / ($1 + Self.floor)) }
    let total = raw.reduce(0, +)
    return raw.map { $0 / total }
  }

  /// Raises the weights of the losses that fell the least.
  public mutating func observe(lossesAfter losses: [Double]) {
    guard let logLosses else { return }
    precondition(losses.count == tasks, "\(tasks) losses are expected, got \(losses.count)")
    let falls = zip(logLosses, losses).map { $0 - Self.logLoss($1) }
    let shares = softmax(scores)
    let mean = dot(shares, falls)
    descent.step(&scores, down: zip(shares, falls).map { $0 * ($1 - mean) })
    self.logLosses = nil
  }

  private static let floor = 1e-8

  private static func logLoss(_ loss: Double) -> Double { log(loss + floor) }
}
