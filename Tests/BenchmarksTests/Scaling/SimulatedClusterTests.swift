import Testing

@testable import Benchmarks

@Suite struct SimulatedClusterTests {
  private func course(
    _ asking: SimulatedCluster.Asking, workers: Int, trials: Int, ask: Double = 0,
    duration: @escaping (Int) -> Double
  ) -> SimulatedCluster.Course {
    SimulatedCluster(workers: workers, asking: asking, duration: duration).run(
      trials: trials, ask: { _, _ in ask }, tell: { (0, $0 == 5) })
  }

  /// Two workers, durations 1, 3, 1, 3, 1, 3: together 3 + 3 + 3; as ready, one worker trains 1 + 1 + 3 and the other
  /// 3 + 1.
  @Test(arguments: [(SimulatedCluster.Asking.together, 9.0), (.asReady, 7.0)])
  func workersWaitForEachOtherOnlyWhereTrialsAreAskedTogether(
    asking: SimulatedCluster.Asking, seconds: Double
  ) {
    let course = course(asking, workers: 2, trials: 6) { $0 % 2 == 0 ? 1 : 3 }
    #expect(course.seconds == seconds)
    #expect(course.trained == 12)
    #expect(course.secondsToGoal == seconds)
    #expect(course.efficiency(workers: 2) == 12 / (2 * seconds))
  }

  @Test func oneWorkerTrainsAllTheTime() {
    let course = course(.asReady, workers: 1, trials: 4) { _ in 2 }
    #expect(course.seconds == 8 && course.efficiency(workers: 1) == 1)
    #expect(course.secondsToGoal == nil)
  }

  /// Asks of a second for trials of two: a third worker has nothing to do.
  @Test func aSlowCoordinatorKeepsWorkersWaiting() {
    let course = course(.asReady, workers: 4, trials: 100, ask: 1) { _ in 2 }
    #expect(course.computed == 100)
    #expect(course.seconds == 102)
    #expect(course.efficiency(workers: 4) < 0.5)
  }
}
