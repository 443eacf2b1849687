import NumericalChecks
import TaskWeighting
import Testing

@Suite struct AdversarialRelationsTests {
  private func measurement(
    _ risks: [[Double]], _ distances: [[Double]]
  ) -> AdversarialRelations.Measurement {
    var measurement = AdversarialRelations.Measurement(tasks: 2, distance: .wasserstein)
    (measurement.risks, measurement.distances) = (risks, distances)
    return measurement
  }

  @Test func theRelationsAreSetByTheMeansOfAnEpoch() {
    var learned = AdversarialRelations(tasks: 2, distance: .wasserstein, epoch: 2)
    let beginning = learned.rows
    learned.observe(measurement([[0.1, 0.3], [0.5, 0.2]], [[0, 1], [1, 0]]))
    #expect(learned.rows == beginning)
    learned.observe(measurement([[0.3, 0.5], [0.7, 0.4]], [[0, 0.2], [0.2, 0]]))
    var expected = RelationWeights(tasks: 2)
    expected.update(risks: [[0.2, 0.4], [0.6, 0.3]], distances: [[0, 0.6], [0.6, 0]])
    for (row, other) in zip(learned.rows, expected.rows) { #expect(isClose(row, other)) }
    // What the last epoch showed is forgotten.
    for _ in 0..<2 {
      learned.observe(measurement([[1, 1], [1, 1]], [[0, 0], [0, 0]]))
    }
    #expect(learned.rows.allSatisfy { isClose($0, [0.5, 0.5]) })
  }

  @Test(arguments: TaskDistance.allCases)
  func misledDiscriminatorsBringNoTasksTogether(distance: TaskDistance) {
    func row(_ difference: Double) -> [Double] {
      var learned = AdversarialRelations(tasks: 2, distance: distance, epoch: 2)
      let apart = distance.ofEqualData + difference
      for noise in [-0.05, 0.05] {
        var measurement = AdversarialRelations.Measurement(tasks: 2, distance: distance)
        measurement.risks = [[0.7, 0.7], [0.7, 0.7]]
        (measurement.distances[0][1], measurement.distances[1][0]) = (apart + noise, apart + noise)
        learned.observe(measurement)
      }
      return learned.rows[0]
    }
    #expect(row(0.4)[0] > 0.55)
    #expect(isClose(row(-0.4), row(0.4)))
    // It is the mean that counts: what comes and goes is no distance.
    #expect(isClose(row(0), [0.5, 0.5]))
  }

  @Test(arguments: TaskDistance.allCases)
  func dataThatAHeadSaysNothingOfGetNoShare(distance: TaskDistance) {
    var learned = AdversarialRelations(tasks: 3, distance: distance, epoch: 1)
    var measurement = AdversarialRelations.Measurement(tasks: 3, distance: distance)
    #expect(measurement.distances[0][0] == (distance == .hDivergence ? 0.5 : 0))
    for (head, task) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2)] {
      measurement.risks[head][task] = 0.7
    }
    learned.observe(measurement)
    #expect(isClose(learned.rows[0], [0.5, 0.5, 0]))
    #expect(learned.rows[2] == [0, 0, 1])
  }
}
