import Foundation
import GSLNumerics

/// A sum of domains' losses, each of which falls exponentially with the weights of tasks.
///
/// Convex in the weights. There are three domains; each task helps one of them much and helps or hurts the
/// others a little, so that the best mixture has several tasks.
struct DomainLosses {
  /// The loss of each domain without training, `[domains]`.
  let scales: [Double]

  /// The transfer of each task to each domain, `[domains][tasks]`.
  let rates: [[Double]]

  /// The sum of the losses.
  func value(at weights: [Double]) -> Double {
    zip(scales, rates).reduce(0) { $0 + $1.0 * exp(-dot($1.1, weights)) }
  }

  /// Returns the gradient by the weights.
  func gradient(at weights: [Double]) -> [Double] {
    var gradient = [Double](repeating: 0, count: weights.count)
    for (scale, rates) in zip(scales, rates) {
      let loss = scale * exp(-dot(rates, weights))
      for task in weights.indices { gradient[task] -= rates[task] * loss }
    }
    return gradient
  }
}

extension DomainLosses {
  /// Draws losses.
  init(tasks: Int, using stream: RandomStream) {
    let domains = 3
    scales = (0..<domains).map { _ in 0.5 + 1.5 * stream.uniform() }
    var rates = (0..<domains).map { _ in
      (0..<tasks).map { _ in stream.normal(mean: 0.3, standardDeviation: 0.7) }
    }
    for task in 0..<tasks { rates[task % domains][task] += 1 + 3 * stream.uniform() }
    self.rates = rates
  }
}
