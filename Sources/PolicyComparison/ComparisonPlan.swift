public import RunJournal

/// Which policies a comparison runs, and which it skips.
public struct ComparisonPlan: Equatable, Sendable {
  /// The names of the policies that run, in their order.
  public let policies: [String]

  /// The policies that the trainer cannot follow.
  public let skipped: [SkippedPolicies]

  /// Creates a plan.
  public init(policies: [String], skipped: [SkippedPolicies]) {
    self.policies = policies
    self.skipped = skipped
  }
}

/// Policies that a trainer cannot follow, for one reason.
public struct SkippedPolicies: Equatable, Sendable, CustomStringConvertible {
  /// Their names.
  public let names: [String]

  /// What they need and the trainer does not give.
  public let requirement: TrainerRequirement

  /// Creates the list of one reason.
  public init(names: [String], requirement: TrainerRequirement) {
    self.names = names
    self.requirement = requirement
  }

  /// What was skipped and why, as a sentence without a full stop.
  public var description: String {
    let missing =
      switch requirement {
      case .batches: "trains on batches"
      case .gradients: "gives the gradients of its tasks"
      case .discriminators: "trains against discriminators"
      }
    return
      "skipped \(names.joined(separator: ", ")): a trainer that \(missing) is needed, such as the "
      + "built-in one (trainer.kind torch)"
  }
}

/// What a comparison tells its observer.
public enum ComparisonEvent: Sendable {
  /// The policies were checked against the trainer; once, before the first run.
  case planned(ComparisonPlan)

  /// A run was made or found in the journal, of a total number of runs.
  case ran(PolicyRunRecord, of: Int)
}

/// Is told of every event of a comparison, from several threads, never from two at once.
public typealias ComparisonObserver = @Sendable (ComparisonEvent) -> Void
