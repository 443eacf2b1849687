/// The wall time since a moment, for the journal; no result depends on it.
struct Stopwatch {
  private let start = ContinuousClock.now

  /// The seconds since the stopwatch was made.
  var seconds: Double {
    (ContinuousClock.now - start) / .seconds(1)
  }
}
