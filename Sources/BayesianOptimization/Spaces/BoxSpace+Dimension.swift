import GSLNumerics

extension BoxSpace {
  /// A range of numbers and its scale.
  public struct Dimension: Equatable, Sendable, Codable {
    /// The scale of a range.
    public enum Kind: String, CaseIterable, Sendable, Codable {
      /// Real numbers on a linear scale.
      case real
      /// Positive real numbers on a logarithmic scale.
      case logarithmic
      /// Whole numbers on a linear scale.
      case integer
    }

    /// The scale.
    public let kind: Kind

    /// The least number.
    public let lower: Double

    /// The largest number.
    public let upper: Double

    /// Creates a range from a user's bounds.
    ///
    /// - Throws: `SearchSpaceError` unless the bounds are finite, the upper is above the lower, and they
    ///   are positive or whole as the kind demands.
    public init(_ kind: Kind, from lower: Double, to upper: Double) throws(SearchSpaceError) {
      guard lower < upper, (upper - lower).isFinite else {
        throw .emptyRange(lower: lower, upper: upper)
      }
      switch kind {
      case .real: break
      case .logarithmic:
        guard lower > 0 else { throw .rangeWithoutLogarithm(lower: lower, upper: upper) }
      case .integer:
        guard
          [lower, upper].allSatisfy({ $0 == $0.rounded() && abs($0) <= 4_503_599_627_370_496 })
        else { throw .rangeNotWhole(lower: lower, upper: upper) }
      }
      (self.kind, self.lower, self.upper) = (kind, lower, upper)
    }

    private init(valid kind: Kind, _ lower: Double, _ upper: Double) {
      do {
        try self.init(kind, from: lower, to: upper)
      } catch {
        preconditionFailure(error.description)
      }
    }

    /// Returns a range of real numbers.
    ///
    /// - Precondition: The range is finite and of positive width.
    public static func real(_ range: ClosedRange<Double>) -> Dimension {
      Dimension(valid: .real, range.lowerBound, range.upperBound)
    }

    /// Returns a range of positive real numbers on a logarithmic scale, such as learning rates.
    ///
    /// - Precondition: The range is finite, positive and of positive width.
    public static func logarithmic(_ range: ClosedRange<Double>) -> Dimension {
      Dimension(valid: .logarithmic, range.lowerBound, range.upperBound)
    }

    /// Returns a range of whole numbers.
    ///
    /// - Precondition: The range has at least two numbers, none above 2⁵² in size.
    public static func integer(_ range: ClosedRange<Int>) -> Dimension {
      Dimension(valid: .integer, Double(range.lowerBound), Double(range.upperBound))
    }

    // MARK: - Positions

    /// The number of whole numbers in an integer range.
    var steps: Double { upper - lower + 1 }

    func contains(_ number: Double) -> Bool {
      number >= lower && number <= upper && (kind != .integer || number == number.rounded())
    }

    /// Returns the position of a number in 0...1; a whole number's is the middle of its equal part.
    func position(of number: Double) -> Double {
      switch kind {
      case .real: (number - lower) / (upper - lower)
      case .logarithmic: (log(number) - log(lower)) / (log(upper) - log(lower))
      case .integer: (number - lower + 0.5) / steps
      }
    }

    /// Returns the number at a position; exactly the bounds at 0 and 1.
    func number(at position: Double) -> Double {
      if position <= 0 { return lower }
      if position >= 1 { return upper }
      let number =
        switch kind {
        case .real: lower + position * (upper - lower)
        case .logarithmic: exp(log(lower) + position * (log(upper) - log(lower)))
        case .integer: lower + (position * steps).rounded(.down)
        }
      return min(max(number, lower), upper)
    }

    /// Returns the model's input at a position; whole numbers are in equal steps from 0 to 1.
    func feature(at position: Double) -> Double {
      kind == .integer ? (number(at: position) - lower) / (upper - lower) : position
    }
  }
}
