import RunJournal

extension SearchSettings {
  /// The training batches of a whole search, about: without matched control runs, and as if no two
  /// candidates of confirmation were the same mixture.
  public var expectedBatches: Int {
    selection.rounds * selection.batchesPerPull
      + (mixing.trials + candidates * confirmation.seeds) * mixing.steps
  }

  /// The largest number of different mixtures in confirmation: without stage one all tasks are kept, and without trials
  /// equal shares are the best mixture.
  private var candidates: Int {
    let all = ConfirmationCandidate.allCases.count
    guard selection.rounds == 0 else { return all }
    return mixing.trials == 0 ? all - 2 : all - 1
  }
}
