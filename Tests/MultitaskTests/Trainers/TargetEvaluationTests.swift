import GSLNumerics
import Multitask
import Testing

@Suite struct TargetEvaluationTests {
  private func part(_ task: Int, _ share: Double, _ scores: [Float]?) -> TargetEvaluation {
    let values = scores ?? [1, 0]
    return TargetEvaluation(
      task: TaskIndex(task), share: share,
      evaluation: Evaluation(
        metric: Double(values.reduce(0, +)) / Double(values.count), loss: Double(task),
        examples: values.count, scores: scores, others: ["t\(task)": 0.5]))
  }

  @Test func theObjectiveIsTheWeightedMeanOfTheTargets() {
    let mean = Evaluation(meanOf: [part(0, 0.75, [1, 0, 1, 1]), part(2, 0.25, [1, 0])])
    #expect(mean.metric == 0.6875 && mean.loss == 0.5 && mean.examples == 6)
    #expect(mean.parts?.map(\.evaluation.metric) == [0.75, 0.5])
    #expect(mean.others == ["t0": 0.5, "t2": 0.5])
    #expect(mean.withoutLosses == mean)
  }

  @Test func aTargetWithoutScoresOfItsExamplesLeavesTheMeanWithoutThem() {
    let mean = Evaluation(meanOf: [part(0, 0.5, [1, 0, 1, 1]), part(2, 0.5, nil)])
    #expect(mean.scores == nil && mean.examples == 6)
  }

  /// The variance of the mean of all values, taken as one sample, is 0.75² s₁² / 4 + 0.25² s₂² / 3.
  @Test func theVarianceOverExamplesIsTheWeightedSumOfTheTargetsOwn() throws {
    let (first, second): ([Float], [Float]) = ([1, 0, 1, 1], [5, 1, 3])
    let mean = Evaluation(meanOf: [part(0, 0.75, first), part(1, 0.25, second)])
    let scores = try #require(mean.scores).map(Double.init)
    #expect(abs(scores.reduce(0, +) / 7 - mean.metric) < 1e-6)
    let own = [first, second].map { SampleStatistics($0.map(Double.init)).varianceOfMean ?? 0 }
    let variance = SampleStatistics(scores).varianceOfMean ?? 0
    #expect(abs(variance / (0.5625 * own[0] + 0.0625 * own[1]) - 1) < 1e-5)
  }

  /// Two targets of 12 and 200 examples, of which the small one has most of the weight.
  ///
  /// Of 400 intervals about 380 hold the truth, and 363 is four standard deviations below.
  @Test func theIntervalOfTheMeanHoldsThatOfThePopulation() {
    let streams = RandomStreams(seed: 7)
    var held = 0
    for sample in 0..<400 {
      let stream = streams.stream("sample", sample)
      let examples = [12, 200].map { count in (0..<count).map { _ in stream.normal() } }
      let runs = (0..<5).map { _ in
        Evaluation(
          meanOf: zip(examples, [0.7, 0.3]).enumerated().map { task, target in
            let seed = 0.1 * stream.normal()
            let scores = target.0.map { Float(5 * Double(task) + $0 + seed + stream.normal()) }
            return TargetEvaluation(
              task: TaskIndex(task), share: target.1,
              evaluation: Evaluation(
                metric: Double(scores.reduce(0, +)) / Double(scores.count), loss: 0,
                examples: scores.count, scores: scores))
          })
      }
      let estimate = ScoreEstimate(runs)
      held += abs((estimate?.mean ?? 0) - 1.5) <= estimate?.halfWidth() ?? 0 ? 1 : 0
    }
    #expect((363...395).contains(held), "\(held)")
  }

  @Test func theDegreesOfFreedomAreNoMoreThanThoseOfTheTargetThatVaries() {
    let sets = [3, 100]
    let rows = (0..<3).map { _ in [1.0, -1, 0] + [Double](repeating: 0, count: 100) }
    #expect(TwoWayMean(rows, sets: sets).degreesOfFreedomOfExamples == 2)
    #expect(TwoWayMean(rows).degreesOfFreedomOfExamples == 102)
  }
}
