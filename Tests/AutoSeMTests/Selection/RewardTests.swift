import AutoSeM
import Multitask
import Testing

@Suite struct RewardTests {
  private func rewards(_ reward: some Reward, _ scores: [Evaluation]) -> [Double] {
    var reward = reward
    return scores.map { reward.reward(for: $0) }
  }

  @Test func theMetricRewardComparesWithTheScoreBeforeAndPaysForTies() {
    let scores = [0.5, 0.5, 0.6, 0.55, 0.58, 0.58].map {
      Evaluation(metric: $0, loss: 1, examples: 1)
    }
    #expect(rewards(MetricReward(), scores) == [1, 1, 1, 0, 1, 1])
  }

  @Test func theLogLossRewardComparesWithTheForecast() {
    // By hand, level weight 0.5 and trend weight 0.1: after 1.0 the forecast is 1.0; after 0.8 the
    // level is 0.9 and the trend −0.01, so the forecast is 0.89.
    let scores = [1.0, 0.8, 0.889, 0.9].map { Evaluation(metric: 0, loss: $0, examples: 1) }
    #expect(rewards(LogLossReward(), scores) == [0.5, 1, 1, 0])
  }

  @Test func aCommonTrendIsNotRewardedForEver() {
    // A loss that falls by the same amount each time: once the trend is learned, no reward is due
    // to anyone in particular, and a slower fall than the course counts as a failure.
    var loss = 100.0
    var scores = (0..<400).map { _ in
      loss -= 0.1
      return Evaluation(metric: 0, loss: loss, examples: 1)
    }
    scores.append(Evaluation(metric: 0, loss: loss - 0.05, examples: 1))
    #expect(rewards(LogLossReward(), scores).last == 0)
  }
}
