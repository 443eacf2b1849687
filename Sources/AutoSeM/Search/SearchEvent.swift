public import RunJournal

/// A step of a search, for an observer.
public enum SearchEvent: Sendable {
  /// An arm was pulled; with the total number of pulls.
  case pulled(PullRecord, of: Int)
  /// Stage one ended.
  case selected([ArmRecord])
  /// A mixture was tried; with the total number of trials.
  case tried(TrialRecord, of: Int)
  /// A partial trial was evaluated; with stage two's budget of batches.
  case measured(TrialRecord, of: Int)
  /// The regret of stage two was estimated.
  case estimated(RegretRecord)
  /// Stage two ended.
  case recommended(RecommendationRecord)
  /// A candidate was trained with a fresh seed; with the total number of such runs.
  case confirmed(ConfirmationRecord, of: Int)
}

/// An observer of a search, called from several threads but never concurrently.
public typealias SearchObserver = @Sendable (SearchEvent) -> Void
