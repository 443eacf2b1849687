/// The rule that replaces auxiliary tasks by new ones.
///
/// Follows Rafiee et al. (2022), algorithm 1 <https://arxiv.org/abs/2210.14361>, with the constants of a
/// reproduction's code: from time to time, of the tasks that are old enough, the share that is least useful to
/// the main task. The caller generates new tasks.
public struct GenerateAndTest: Equatable, Sendable, Codable {
  /// The steps from one replacement to the next.
  public let period: Int

  /// The share of the tasks that is replaced at a time, rounded up.
  public let share: Double

  /// The number of steps that a task must exceed before it may be replaced.
  public let maturity: Int

  /// The number of steps of each task, `[tasks]`.
  public private(set) var ages: [Int]

  private var steps = 0

  /// Creates the rule for new tasks.
  ///
  /// - Parameters:
  ///   - tasks: The number of auxiliary tasks.
  ///   - period: The steps from one replacement to the next, positive.
  ///   - share: The share that is replaced, in 0...1.
  ///   - maturity: The steps after which a task may be replaced, at least 0.
  public init(tasks: Int, period: Int = 500, share: Double = 0.2, maturity: Int = 0) {
    precondition(
      tasks >= 0 && period > 0 && (0...1).contains(share) && maturity >= 0,
      "a positive period and a share in 0...1 are expected, got \(period) and \(share)")
    self.period = period
    self.share = share
    self.maturity = maturity
    ages = Array(repeating: 0, count: tasks)
  }

  /// Counts a step and returns the tasks to replace after it, the least useful first; mostly none.
  ///
  /// - Parameter utilities: Returns the tasks' utilities to the main task, `[tasks]`; called at replacements.
  public mutating func step(utilities: () -> [Double]) -> [Int] {
    steps += 1
    for task in ages.indices { ages[task] += 1 }
    guard steps.isMultiple(of: period), !ages.isEmpty else { return [] }
    let utilities = utilities()
    precondition(utilities.count == ages.count, "\(ages.count) utilities are expected")
    // Slightly less, so that a fifth of fifteen is three whatever the rounding.
    let most = Int((share * Double(ages.count) - 1e-9).rounded(.up))
    let replaced = ages.indices.filter { ages[$0] > maturity }
      .sorted { (utilities[$0], $0) < (utilities[$1], $1) }
      .prefix(most)
    for task in replaced { ages[task] = 0 }
    return Array(replaced)
  }
}
