public import RunJournal

/// The policies that a comparison runs and skips.
public struct ComparisonPlan: Equatable, Sendable {
  /// The names of the policies that run, in their order.
  public let policies: [String]

  /// The policies that the trainer does not support.
  public let skipped: [SkippedPolicies]

  /// Creates a plan.
  public init(policies: [String], skipped: [SkippedPolicies]) {
    self.policies = policies
    self.skipped = skipped
  }
}

/// Policies that a trainer does not support, for one reason.
public struct SkippedPolicies: Equatable, Sendable, CustomStringConvertible {
  /// Their names.
  public let names: [String]

  /// The requirement that the trainer does not meet.
  public let requirement: TrainerRequirement

  /// Creates the list of one reason.
  public init(names: [String], requirement: TrainerRequirement) {
    self.names = names
    self.requirement = requirement
  }

  /// The policies and the reason, as a sentence without a full stop.
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

/// An event of a comparison.
public enum ComparisonEvent: Sendable {
  /// The policies were checked against the trainer; once, before the first run.
  case planned(ComparisonPlan)

  /// A run ended or was read from the journal; with the total number of runs.
  case ran(PolicyRunRecord, of: Int)
}

/// An observer of a comparison, called from several threads but never concurrently.
public typealias ComparisonObserver = @Sendable (ComparisonEvent) -> Void
