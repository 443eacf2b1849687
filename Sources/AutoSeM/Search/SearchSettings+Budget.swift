extension SearchSettings {
  /// The fewest trainings with a model of mixtures.
  private static let fewestForMixing = 10

  /// The fewest trainings with two seeds in confirmation, which an interval takes.
  private static let fewestForInterval = 24

  /// The candidates of confirmation without a stage one: the best mixture and three plain ones.
  private static let candidates = 4

  /// Sets trials and seeds to what a number of trainings is spent on.
  ///
  /// There is no stage one: with up to nine tasks, what it costs is better spent on trials of all tasks. Below ten
  /// trainings, equal shares are recommended, and confirmation has them side by side with the primary alone and
  /// size-proportional shares. From ten on, stage two searches the weights of all tasks with what confirmation leaves:
  /// one seed, from twenty-four on two, and one more for each forty trainings, at most five. `docs/budget.md` has the
  /// replays behind the rule. Ours. Several targets are candidates of confirmation as well, which gets at most two
  /// thirds.
  public mutating func spend(_ trainings: Int, targets: Int = 1) {
    selection.rounds = 0
    let candidates = Self.candidates + (targets > 1 ? targets : 0)
    if trainings < Self.fewestForMixing {
      mixing.trials = 0
      confirmation.seeds = max(trainings / (candidates - 1), 1)
    } else {
      let seeds = trainings < Self.fewestForInterval ? 1 : min(2 + trainings / 40, 5)
      confirmation.seeds = max(min(seeds, 2 * trainings / (3 * candidates)), 1)
      mixing.trials = max(trainings - candidates * confirmation.seeds, 0)
    }
    mixing.initialTrials = min(8, mixing.trials / 2)
  }
}
