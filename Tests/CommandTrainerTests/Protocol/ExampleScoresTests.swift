import CommandTrainer
import Multitask
import Testing

@Suite struct ExampleScoresTests {
  private func evaluation(_ scores: String, _ split: Split = .test) throws -> Evaluation {
    let settings = Scripts.settings(
      evaluation: #""metric":0.5,"loss":0.25,"examples":4"# + scores)
    return try Scripts.trainer(settings).evaluate(task: TaskIndex(0), split: split)
  }

  @Test(arguments: [
    (#","scores":[1,0,0.25,0.75]"#, [1, 0, 0.25, 0.75]),
    (#","correct":[true,0,1,false]"#, [1, 0, 1, 0]),
  ])
  func aCommandMayScoreEachExample(reply: String, scores: [Float]) throws {
    #expect(try evaluation(reply).scores == scores)
    #expect(try evaluation(reply, .validation).scores == nil)
  }

  @Test func aCommandMayGiveTheLossOfEachExample() throws {
    let reply = #","losses":[0,0.5,0.25,0.25]"#
    #expect(try evaluation(reply, .validation).losses == [0, 0.5, 0.25, 0.25])
    #expect(try evaluation(reply).losses == nil)
  }

  @Test func withoutThemThereAreNone() throws {
    #expect(try evaluation("").scores == nil)
    #expect(try evaluation("", .validation).losses == nil)
  }

  @Test(arguments: [
    (
      #","scores":[1,0]"#, "replied with 2 scores for 4 examples: one for each example was expected"
    ),
    (#","correct":[1,1,1,1]"#, "replied with scores with a mean of 1.0 and a metric of 0.5"),
    (#","losses":[1]"#, "replied with 1 losses for 4 examples"),
    (#","losses":[1,1,1,1]"#, "replied with losses with a mean of 1.0 and a loss of 0.25"),
    (#","losses":[0,0,NaN,1]"#, "a loss of an example that is not finite"),
    (#","scores":[1,0,NaN,1]"#, "a score that is not finite"),
    (#","scores":[1,0,"right",1]"#, #"perhaps with "scores":[0.5,…] or "correct":[true,…], and"#),
    (#","correct":[1,0,0.5,0.5]"#, #"perhaps with "scores":[0.5,…] or "correct":[true,…], and"#),
  ])
  func scoresThatAreNotThoseOfTheMetricAreRefused(reply: String, problem: String) throws {
    let error = try #require(throws: CommandTrainerError.self) { try evaluation(reply) }
    #expect(error.description.contains(problem), "\(error)")
  }
}
