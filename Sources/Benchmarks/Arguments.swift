import ArgumentParser

/// A whole number of at least one.
struct Count: RawRepresentable, ExpressibleByArgument, ExpressibleByIntegerLiteral {
  let rawValue: Int

  init?(rawValue: Int) {
    guard rawValue >= 1 else { return nil }
    self.rawValue = rawValue
  }

  init(integerLiteral value: Int) {
    rawValue = value
  }

  /// The seeds from one to this number.
  var seeds: ClosedRange<UInt64> { 1...UInt64(rawValue) }
}

/// A finite number of at least zero, such as a standard deviation.
struct Magnitude: RawRepresentable, ExpressibleByArgument, ExpressibleByFloatLiteral {
  let rawValue: Double

  init?(rawValue: Double) {
    guard rawValue >= 0, rawValue.isFinite else { return nil }
    self.rawValue = rawValue
  }

  init(floatLiteral value: Double) {
    rawValue = value
  }
}

/// Values with commas between them.
struct CommaSeparated<Element: ExpressibleByArgument>: ExpressibleByArgument,
  ExpressibleByArrayLiteral
{
  let elements: [Element]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    elements = parts.compactMap { Element(argument: String($0)) }
    guard elements.count == parts.count else { return nil }
  }

  init(arrayLiteral elements: Element...) {
    self.elements = elements
  }

  var defaultValueDescription: String {
    elements.map(\.defaultValueDescription).joined(separator: ",")
  }
}
