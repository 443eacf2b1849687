public import Multitask

/// What a run is: written once, when it begins.
public struct RunHeader: Equatable, Sendable {
  /// The version of autosem that this is.
  public static let currentVersion = "0.1.0"

  /// What a run does.
  public enum Kind: String, Sendable {
    /// Selection, mixing and confirmation.
    case search
    /// Policies side by side.
    case comparison
  }

  /// What the run does.
  public let kind: Kind

  /// The version of autosem that began the run, and those of the libraries that it computed with.
  public let version: String

  /// The resolved experiment, as JSON with sorted keys.
  public let experiment: String

  /// Where the data came from: `synthetic` or the folder's path.
  public let origin: String

  /// Whether the data are synthetic.
  public let isSynthetic: Bool

  /// Differs when the data does; empty where the trainer is not ours.
  public let fingerprint: String

  /// The tasks, in the order of their indices.
  public let tasks: TaskList

  /// Creates a header.
  public init(
    kind: Kind = .search, version: String, experiment: String, origin: String, isSynthetic: Bool,
    fingerprint: String = "", tasks: TaskList
  ) {
    self.kind = kind
    self.version = version
    self.experiment = experiment
    self.origin = origin
    self.isSynthetic = isSynthetic
    self.fingerprint = fingerprint
    self.tasks = tasks
  }
}
