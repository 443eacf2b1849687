import Foundation
import GSLNumerics

/// The scale on which a measure is smoothed and its noise is added.
enum MeasureScale: CaseIterable, Sendable {
  /// The measure as it is.
  case plain
  /// The logarithm, for losses.
  case logarithm
  /// Fisher's transform, half the log odds of (1 + m) / 2, for metrics up to one.
  case fisher

  /// The scales of losses.
  static let ofLosses = [plain, logarithm]

  /// The scales of metrics.
  static let ofMetrics = [plain, fisher]

  private static let most = 1 - 1e-6

  /// Returns a measure on the scale.
  func scaled(_ measure: Double) -> Double {
    switch self {
    case .plain: measure
    case .logarithm: log(max(measure, 1e-9))
    case .fisher: atanh(min(max(measure, -Self.most), Self.most))
    }
  }

  /// Returns a measure from its value on the scale.
  func measure(_ scaled: Double) -> Double {
    switch self {
    case .plain: scaled
    case .logarithm: exp(scaled)
    case .fisher: tanh(scaled)
    }
  }
}
