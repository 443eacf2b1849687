import GSLNumerics

/// The expected maximum over lines of a standard normal variate, above the largest intercept.
///
/// Follows Frazier, Powell and Dayanik (2009), algorithm 1 <https://doi.org/10.1287/ijoc.1080.0314>;
/// differs in the logarithm, which stays finite where the gain underflows.
struct ExpectedMaximum {
  /// The natural logarithm of E[max (a + b Z)] − max a.
  let logGain: Double

  /// The lines of the upper envelope, by their slopes.
  private let envelope: [Int]
  private let intercepts: [Double]
  private let slopes: [Double]

  /// Creates the expectation for lines a + b Z.
  ///
  /// - Parameters:
  ///   - intercepts: The intercepts a.
  ///   - slopes: The slopes b.
  init(intercepts: [Double], slopes: [Double]) {
    self.intercepts = intercepts
    self.slopes = slopes
    let order = slopes.indices.sorted {
      (slopes[$0], intercepts[$0], $0) < (slopes[$1], intercepts[$1], $1)
    }
    var envelope: [Int] = []
    var crossings: [Double] = []
    for line in order {
      while let top = envelope.last {
        let steepening = slopes[line] - slopes[top]
        let crossing =
          steepening > 0 ? (intercepts[top] - intercepts[line]) / steepening : -.infinity
        // A crossing before the last one: the line between is never the highest.
        guard crossing <= crossings.last ?? -.infinity else {
          crossings.append(crossing)
          break
        }
        envelope.removeLast()
        if !crossings.isEmpty { crossings.removeLast() }
      }
      envelope.append(line)
    }
    self.envelope = envelope
    let terms = zip(crossings, zip(envelope, envelope.dropFirst())).map { crossing, pair in
      log(slopes[pair.1] - slopes[pair.0])
        + NormalDistribution.logExpectedExcess(-abs(crossing)).value
    }
    let gain = logMean(terms) + log(Double(terms.count))
    // In floating point one line is the highest everywhere, so the gain is zero.
    logGain = gain > -.greatestFiniteMagnitude ? gain : -.greatestFiniteMagnitude
  }

  /// The derivatives of the logarithm with respect to each intercept and each slope.
  var gradient: (intercepts: [Double], slopes: [Double]) {
    var ofIntercepts = [Double](repeating: 0, count: intercepts.count)
    var ofSlopes = ofIntercepts
    for (lower, upper) in zip(envelope, envelope.dropFirst()) {
      let steepening = slopes[upper] - slopes[lower]
      let crossing = (intercepts[lower] - intercepts[upper]) / steepening
      let excess = NormalDistribution.logExpectedExcess(-abs(crossing))
      let share = exp(log(steepening) + excess.value - logGain)
      let ofCrossing = share * excess.slope * (crossing > 0 ? -1 : 1)
      ofIntercepts[lower] += ofCrossing / steepening
      ofIntercepts[upper] -= ofCrossing / steepening
      let ofSteepening = (share - ofCrossing * crossing) / steepening
      ofSlopes[upper] += ofSteepening
      ofSlopes[lower] -= ofSteepening
    }
    return (ofIntercepts, ofSlopes)
  }
}
