import Foundation

/// The reply to a line.
public enum OptimizationReply: Equatable, Sendable {
  /// The line was accepted.
  case taken
  /// The line was accepted, with a remark.
  case noted(String)
  /// A point.
  case point([Double])
  /// The posterior of the objective at a point, without noise.
  case prediction(mean: Double, standardDeviation: Double)
  /// The pending points, in the order of the asks.
  case pending([[Double]])
  /// The numbers of asks and tells.
  case status(asks: Int, tells: Int, failures: Int, pending: Int)
  /// The error as a sentence.
  case error(String)

  /// The line, without its line feed; numbers in the fewest digits that read back as the same.
  public func line() throws -> String {
    let value: JSONValue =
      switch self {
      case .taken: .object(["ok": .boolean(true)])
      case .noted(let sentence): .object(["ok": .boolean(true), "note": .text(sentence)])
      case .point(let point): .object(["x": .list(point.map { .number($0) })])
      case .prediction(let mean, let deviation):
        .object(["mean": .number(mean), "standard_deviation": .number(deviation)])
      case .pending(let points):
        .object(["pending": .list(points.map { .list($0.map { .number($0) }) })])
      case .status(let asks, let tells, let failures, let pending):
        .object([
          "asks": .number(Double(asks)), "tells": .number(Double(tells)),
          "failures": .number(Double(failures)), "pending": .number(Double(pending)),
        ])
      case .error(let sentence): .object(["error": .text(sentence)])
      }
    return try value.json()
  }
}
