public import RunJournal

/// Something that happened in a search, for whoever watches.
public enum SearchEvent: Sendable {
  /// An arm was pulled; the total number of pulls.
  case pulled(PullRecord, of: Int)
  /// Stage one ended.
  case selected([ArmRecord])
  /// A mixture was tried; the total number of trials.
  case tried(TrialRecord, of: Int)
  /// A partial trial was measured; the total number of batches that stage two may spend.
  case measured(TrialRecord, of: Int)
  /// What stage two may still gain was estimated.
  case estimated(RegretRecord)
  /// Stage two ended.
  case recommended(RecommendationRecord)
  /// A candidate was trained on a fresh seed; the total number of such runs.
  case confirmed(ConfirmationRecord, of: Int)
}

/// Watches a search; told from several threads, though never from two at once.
public typealias SearchObserver = @Sendable (SearchEvent) -> Void
