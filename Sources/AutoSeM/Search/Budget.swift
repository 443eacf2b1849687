/// All that a search may spend, confirmation included.
public enum Budget: Equatable, Sendable {
  /// A number of trainings, each as long as a trial.
  case trainings(Int)
  /// A number of training batches.
  case batches(Int)
  /// A number of seconds.
  case seconds(Int)

  /// Returns the number of trainings, at least one.
  ///
  /// - Parameters:
  ///   - batches: The batches of a training.
  ///   - secondsPerBatch: The seconds that a batch takes with all workers at work; a time counts only where it is
  ///     known.
  public func trainings(of batches: Int, secondsPerBatch: Double? = nil) -> Int? {
    let amount: Double? =
      switch self {
      case .trainings(let count): Double(count)
      case .batches(let count): Double(count) / Double(batches)
      case .seconds(let seconds): secondsPerBatch.map { Double(seconds) / ($0 * Double(batches)) }
      }
    // The bound keeps any time within whole numbers.
    return amount.map { max(Int(min($0, 1e6)), 1) }
  }
}

extension Budget: RawRepresentable, Codable {
  private static let units = ["s": 1, "min": 60, "m": 60, "h": 3_600, "d": 86_400]

  /// Reads `40`, `40 trainings`, `20000 batches`, `90 min` or `2h`; nil for another text, and for zero.
  public init?(rawValue: String) {
    let digits = rawValue.prefix { $0.isASCII && $0.isNumber }
    let unit = rawValue.dropFirst(digits.count).drop { $0 == " " }
    guard let count = Int(digits), (1...1_000_000_000).contains(count) else { return nil }
    switch unit {
    case "", "trainings": self = .trainings(count)
    case "batches": self = .batches(count)
    default:
      guard let seconds = Self.units[String(unit)] else { return nil }
      self = .seconds(count * seconds)
    }
  }

  /// The text that `init` reads.
  public var rawValue: String {
    switch self {
    case .trainings(let count): "\(count) trainings"
    case .batches(let count): "\(count) batches"
    case .seconds(let seconds) where seconds % 3_600 == 0: "\(seconds / 3_600) h"
    case .seconds(let seconds) where seconds % 60 == 0: "\(seconds / 60) min"
    case .seconds(let seconds): "\(seconds) s"
    }
  }
}
