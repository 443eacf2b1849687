/// A mixture that confirmation trains with fresh seeds and evaluates on the test split.
public enum ConfirmationCandidate: Hashable, Sendable {
  /// The mixture that stage two recommends.
  case best
  /// The primary alone, where it is the only target.
  case primaryOnly
  /// Equal shares of several targets.
  case targets
  /// One of several targets alone, by its number among them.
  case targetOnly(Int)
  /// Equal shares of the targets and the kept tasks.
  case uniformKept
  /// Equal shares of all tasks.
  case uniformAll
  /// Shares in proportion to the numbers of training examples.
  case proportional

  /// Returns the candidates of a search with a number of targets, in their order.
  public static func all(targets: Int) -> [ConfirmationCandidate] {
    let references: [ConfirmationCandidate] =
      targets > 1 ? [.targets] + (0..<targets).map { .targetOnly($0) } : [.primaryOnly]
    return [.best] + references + [.uniformKept, .uniformAll, .proportional]
  }
}

extension ConfirmationCandidate: RawRepresentable, Codable {
  private static let only = "target_only_"

  /// Reads a name such as `best` or `target_only_1`; nil for another text.
  public init?(rawValue: String) {
    switch rawValue {
    case "best": self = .best
    case "primary_only": self = .primaryOnly
    case "targets": self = .targets
    case "uniform_kept": self = .uniformKept
    case "uniform_all": self = .uniformAll
    case "proportional": self = .proportional
    default:
      guard rawValue.hasPrefix(Self.only), let target = Int(rawValue.dropFirst(Self.only.count)),
        target >= 0
      else { return nil }
      self = .targetOnly(target)
    }
  }

  /// The name in journals and exports.
  public var rawValue: String {
    switch self {
    case .best: "best"
    case .primaryOnly: "primary_only"
    case .targets: "targets"
    case .targetOnly(let target): "\(Self.only)\(target)"
    case .uniformKept: "uniform_kept"
    case .uniformAll: "uniform_all"
    case .proportional: "proportional"
    }
  }
}
