import RunJournal

extension SearchSettings {
  /// The training batches of a whole search, about: without matched control runs, and as if no two
  /// candidates of confirmation were the same mixture.
  public var expectedBatches: Int {
    selection.rounds * selection.batchesPerPull
      + (mixing.trials + ConfirmationCandidate.allCases.count * confirmation.seeds) * mixing.steps
  }
}
