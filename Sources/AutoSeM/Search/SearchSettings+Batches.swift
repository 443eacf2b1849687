import RunJournal

extension SearchSettings {
  /// The training batches of a whole search with one target, about: without matched control runs, and as if no two
  /// candidates of confirmation were the same mixture.
  public var expectedBatches: Int { expectedBatches(targets: 1) }

  /// Returns the training batches of a whole search, about.
  public func expectedBatches(targets: Int) -> Int {
    selection.rounds * selection.batchesPerPull
      + (mixing.trials + candidates(targets: targets) * confirmation.seeds) * mixing.steps
  }

  /// The largest number of different mixtures in confirmation: without stage one all tasks are kept, and without trials
  /// equal shares are the best mixture.
  private func candidates(targets: Int) -> Int {
    let all = ConfirmationCandidate.all(targets: targets).count
    guard selection.rounds == 0 else { return all }
    return mixing.trials == 0 ? all - 2 : all - 1
  }
}
