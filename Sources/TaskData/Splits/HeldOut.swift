/// The parts of a training file that become the validation split and the test split.
public struct HeldOut: Equatable, Sendable, Codable {
  /// The validation split, of the examples that remain after the test split and `limit`; nil for the
  /// default.
  public var validation: Amount?

  /// The test split, of the rows of the file; nil for the default.
  public var test: Amount?

  /// Creates the parts.
  public init(validation: Amount? = nil, test: Amount? = nil) {
    self.validation = validation
    self.test = test
  }

  /// A number of examples.
  public enum Amount: Equatable, Sendable {
    /// A share, between 0 and 1.
    case share(Double)
    /// A positive number of examples.
    case count(Int)
    /// All that `limit` leaves over.
    case rest
  }

  /// Returns the number of examples set aside by default: a fifth, at least 100 and at most 2,000, and
  /// never more than a third.
  ///
  /// `docs/results.md` has the measurement: of 200 examples, half for validation costs a point of accuracy,
  /// and between a tenth and a third there is no difference.
  static func defaultCount(of count: Int) -> Int {
    min(max(count / 5, 100), most, max(count / 3, min(count / 2, 1)))
  }

  /// The largest number of examples set aside by default.
  static let most = 2_000
}

extension HeldOut? {
  /// The parts, which are the default ones where none are given.
  public var parts: HeldOut {
    get { self ?? HeldOut() }
    set { self = newValue == HeldOut() ? nil : newValue }
  }
}

extension HeldOut.Amount: RawRepresentable, Codable {
  /// Reads `0.2`, `150` or `rest`; nil for another text.
  public init?(rawValue: String) {
    if rawValue == "rest" {
      self = .rest
    } else if let count = Int(rawValue), count > 0 {
      self = .count(count)
    } else if let share = Double(rawValue), share > 0, share < 1 {
      self = .share(share)
    } else {
      return nil
    }
  }

  /// The text that `init` reads.
  public var rawValue: String {
    switch self {
    case .share(let share): "\(share)"
    case .count(let count): "\(count)"
    case .rest: "rest"
    }
  }

  /// Returns the number of examples to hold out; nil gives the default.
  ///
  /// - Parameters:
  ///   - amount: The share or the number.
  ///   - count: The number of all examples.
  ///   - limit: The number of examples that the task keeps; `rest` holds out all others.
  static func count(_ amount: Self?, of count: Int, limit: Int?) -> Int {
    switch amount {
    case nil: HeldOut.defaultCount(of: count)
    case .share(let share): min(max(Int((share * Double(count)).rounded()), 1), count)
    case .count(let wanted): min(wanted, count)
    case .rest: max(count - (limit ?? count), 0)
    }
  }
}
