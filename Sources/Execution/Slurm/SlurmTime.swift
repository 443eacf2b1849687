/// A time limit in one of Slurm's forms: minutes, `minutes:seconds`, `hours:minutes:seconds`, and each after `days-`.
struct SlurmTime: Equatable, Sendable {
  /// The minutes, rounded up.
  let minutes: Int

  /// Reads a limit; nil for another text.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let days = parts.count == 2 ? Int(parts[0]) : 0
    let clock = (parts.last ?? "").split(separator: ":", omittingEmptySubsequences: false)
    let numbers = clock.compactMap { Int($0) }
    guard let days, parts.count <= 2, numbers.count == clock.count, (1...3).contains(numbers.count),
      ([days] + numbers).allSatisfy({ (0...1_000_000).contains($0) })
    else { return nil }
    // After days, the first number is of hours; otherwise the last of three is of seconds, and a single one of minutes.
    let (hours, minutes, seconds): (Int, Int, Int) =
      switch (parts.count, numbers.count) {
      case (2, 1): (numbers[0], 0, 0)
      case (2, 2): (numbers[0], numbers[1], 0)
      case (1, 1): (0, numbers[0], 0)
      case (1, 2): (0, numbers[0], numbers[1])
      default: (numbers[0], numbers[1], numbers[2])
      }
    self.minutes = days * 1_440 + hours * 60 + minutes + (seconds > 0 ? 1 : 0)
  }
}
