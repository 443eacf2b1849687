import Foundation
import GSLNumerics

/// A discrete-event simulation of workers that train what one coordinator asks for.
///
/// Trials take simulated time; asks and tells take the time that they are measured to take, one after the other.
struct SimulatedCluster {
  /// When the next trials are asked for.
  enum Asking: String, CaseIterable {
    /// As soon as a worker is free.
    case asReady = "as workers become free"
    /// For all workers together, when the last of them is free.
    case together
  }

  /// What a simulation found.
  struct Course: Equatable {
    /// The simulated seconds from the beginning to the end of the last trial.
    var seconds = 0.0

    /// The seconds that all workers trained, added up.
    var trained = 0.0

    /// The seconds that the coordinator computed.
    var computed = 0.0

    /// The simulated seconds until a trial was good enough; nil if none was.
    var secondsToGoal: Double?

    /// The share of the workers' time in which they trained.
    func efficiency(workers: Int) -> Double { trained / (Double(workers) * seconds) }
  }

  let workers: Int
  let asking: Asking

  /// The seconds of each trial by its number.
  let duration: (_ trial: Int) -> Double

  /// Runs a number of trials.
  ///
  /// - Parameters:
  ///   - trials: The number of trials.
  ///   - ask: Asks for the trial of a number, the first of so many together; returns the seconds that it took.
  ///   - tell: Tells the result of the trial of a number; returns the seconds, and whether the trial is good enough.
  func run(
    trials: Int, ask: (_ trial: Int, _ count: Int) throws -> Double,
    tell: (Int) throws -> (seconds: Double, isGood: Bool)
  ) rethrows -> Course {
    var course = Course()
    var (asked, now) = (0, 0.0)
    var open: [(end: Double, trial: Int)] = []
    func start(firstOf count: Int) throws {
      now += try spend { try ask(asked, count) }
      let seconds = duration(asked)
      course.trained += seconds
      open.append((now + seconds, asked))
      asked += 1
    }
    func spend(_ work: () throws -> Double) rethrows -> Double {
      let seconds = try work()
      course.computed += seconds
      return seconds
    }
    func finish() throws {
      guard let next = open.indices.min(by: { open[$0] < open[$1] }) else { return }
      let (end, trial) = open.remove(at: next)
      now = max(now, end)
      course.seconds = max(course.seconds, end)
      let told = try tell(trial)
      course.computed += told.seconds
      if told.isGood, course.secondsToGoal == nil { course.secondsToGoal = end }
      now += told.seconds
    }
    while asked < trials || !open.isEmpty {
      if asking == .asReady || open.isEmpty {
        while open.count < workers, asked < trials {
          let free = min(workers - open.count, trials - asked)
          try start(firstOf: asking == .together ? free : 1)
        }
      }
      try finish()
    }
    return course
  }
}
