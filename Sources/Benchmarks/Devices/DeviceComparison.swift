import Foundation

/// What a computation gives, and how long it takes.
struct DeviceMeasurement {
  /// The results, an array for each tensor.
  let numbers: [[Float]]

  /// The wall time of one repetition.
  let seconds: Double

  /// Computes once for the results, and some more times for the time.
  ///
  /// - Parameters:
  ///   - repetitions: The number of repetitions that are timed.
  ///   - wait: Waits for a device that computes behind the program's back.
  init(
    repetitions: Int, of body: () throws -> Void, waiting wait: () throws -> Void,
    numbers: () throws -> [[Float]]
  ) throws {
    try body()
    self.numbers = try numbers()
    let start = ContinuousClock.now
    for _ in 0..<repetitions { try body() }
    try wait()
    seconds = (ContinuousClock.now - start) / .seconds(1) / Double(repetitions)
  }

  /// Records a computation that is timed as a whole.
  init(numbers: [[Float]], seconds: Double) {
    self.numbers = numbers
    self.seconds = seconds
  }

  /// Returns the largest difference, as a share of the largest number of its array.
  ///
  /// Not a number, or another count of numbers, is an infinite difference.
  func difference(from other: DeviceMeasurement) -> Double {
    guard numbers.map(\.count) == other.numbers.map(\.count) else { return .infinity }
    return zip(numbers, other.numbers).map { own, others in
      let largest = others.reduce(0) { max($0, abs($1)) }
      return zip(own, others).reduce(0.0) { worst, pair in
        guard pair.0 != pair.1 else { return worst }
        let share = Double(abs(pair.0 - pair.1)) / Double(max(largest, .leastNormalMagnitude))
        return share.isNaN ? .infinity : max(worst, share)
      }
    }.max() ?? 0
  }
}

/// A computation that two devices should agree on.
struct DeviceComparison {
  let name: String

  /// The largest difference that passes, as a share of the largest number.
  let tolerance: Double

  /// Computes in one way, with a number of repetitions.
  let measure: (TensorPath, Int) async throws -> DeviceMeasurement

  /// Compares a way with our kernels on the CPU.
  ///
  /// - Returns: A row of the table, and whether the difference passes. An operation that fails does not.
  func row(of path: TensorPath, repetitions: Int) async -> (text: String, passes: Bool) {
    do {
      let expected = try await measure(.kernels, repetitions)
      let other = try await measure(path, repetitions)
      let difference = other.difference(from: expected)
      let numbers = String(
        format: "%.1e | %.0e | %.3f | %.3f | %.1f", difference, tolerance, 1000 * expected.seconds,
        1000 * other.seconds, expected.seconds / other.seconds)
      return ("| \(name) | \(numbers) |", difference <= tolerance)
    } catch {
      return ("| \(name) | \(error) | – | – | – | – |", false)
    }
  }
}
