public import Multitask

/// The header of a run, written once.
public struct RunHeader: Equatable, Sendable {
  /// The version of this autosem.
  public static let currentVersion = "0.1.0"

  /// The kind of a run.
  public enum Kind: String, Sendable {
    /// Selection, mixing and confirmation.
    case search
    /// A comparison of policies.
    case comparison
  }

  /// The kind of the run.
  public let kind: Kind

  /// The versions of autosem and of its libraries that began the run.
  public let version: String

  /// The resolved experiment, as JSON with sorted keys.
  public let experiment: String

  /// The source of the data: `synthetic` or the folder's path.
  public let origin: String

  /// Whether the data are synthetic.
  public let isSynthetic: Bool

  /// The hash of the data; empty for other trainers than the built-in one.
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
