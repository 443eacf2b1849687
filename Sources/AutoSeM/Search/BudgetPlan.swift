/// What a number of trainings is spent on.
///
/// There is no stage one: with up to nine tasks, what it costs is better spent on trials of all tasks.
/// `docs/budget.md` has the rule and the replays behind it. Ours.
public struct BudgetPlan: Equatable, Sendable {
  /// The trials of stage two; zero without a model of mixtures, where equal shares are the answer.
  public let trials: Int

  /// The trials of the initial design.
  public let initialTrials: Int

  /// The seeds of confirmation.
  public let seeds: Int

  /// The fewest trainings with a model of mixtures.
  public static let fewestForMixing = 10

  /// The fewest trainings with two seeds in confirmation, which an interval takes.
  private static let fewestForInterval = 24

  /// The candidates of confirmation without a stage one: the best mixture and three plain ones.
  private static let candidates = 4

  /// Plans a number of trainings.
  ///
  /// Below ten, equal shares are recommended, and confirmation has them side by side with the primary alone and
  /// size-proportional shares. From ten on, stage two searches the weights of all tasks with what confirmation leaves:
  /// one seed, from twenty-four on two, and one more for each forty trainings, at most five.
  public init(trainings: Int) {
    guard trainings >= Self.fewestForMixing else {
      (trials, initialTrials) = (0, 0)
      seeds = max(trainings / (Self.candidates - 1), 1)
      return
    }
    seeds = trainings < Self.fewestForInterval ? 1 : min(2 + trainings / 40, 5)
    trials = trainings - Self.candidates * seeds
    initialTrials = min(8, trials / 2)
  }
}

extension SearchSettings {
  /// Sets trials and seeds to what a number of trainings is spent on; there is no stage one.
  public mutating func spend(_ trainings: Int) {
    let plan = BudgetPlan(trainings: trainings)
    selection.rounds = 0
    mixing.trials = plan.trials
    mixing.initialTrials = plan.initialTrials
    confirmation.seeds = plan.seeds
  }
}
