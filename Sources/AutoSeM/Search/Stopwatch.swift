/// A stopwatch of wall time, for the journal; no result depends on it.
package struct Stopwatch {
  private let start = ContinuousClock.now

  /// Starts a stopwatch.
  package init() {}

  /// The seconds since the start.
  package var seconds: Double {
    (ContinuousClock.now - start) / .seconds(1)
  }
}
