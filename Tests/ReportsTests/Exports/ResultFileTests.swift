import AutoSeM
import Foundation
import Reports
import Testing

@Suite struct ResultFileTests {
  @Test func holdsTheAnswerForAMachine() throws {
    let outcome = try OutcomeSamples.finished(best: [0.8, 0.82, 0.81], alone: [0.6, 0.61, 0.62])
    let json = try ResultFile(outcome).json()
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["primary"] as? String == "rte")
    #expect(object["synthetic"] as? Bool == true)
    #expect(object["finished"] as? Bool == true)
    #expect(object["kept"] as? [String] == ["mnli"])
    let mixture = try #require(object["best_mixture"] as? [String: Double])
    #expect(mixture == ["rte": 0.6, "mnli": 0.4, "sst2": 0])
    let candidates = try #require(object["confirmation"] as? [[String: Any]])
    let gain = try #require(candidates.first?["gain"] as? [String: Any])
    let mean = try #require(gain["mean"] as? Double)
    #expect(abs(mean - 0.2) < 1e-12)
    #expect(candidates.last?["gain"] == nil)
  }

  @Test func partialTrialsAreCounted() throws {
    let journal = try OutcomeSamples.journal()
    try OutcomeSamples.recordPartialTrials(in: journal)
    let json = try ResultFile(Outcome(of: journal)).json()
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let trials = try #require(object["trials"] as? [String: Any])
    #expect(trials["begun"] as? Int == 3 && trials["whole"] as? Int == 1)
    #expect(trials["regret"] as? Double == 0.01 && trials["noise"] as? Double == 0.02)
  }

  /// Written by hand: keys sorted at every level, whatever the hash seed of the process.
  ///
  /// The scores and gains are one value twice over, so every interval has no width.
  @Test func theTextIsTheSameInEveryProcess() throws {
    let outcome = try OutcomeSamples.finished(best: [0.75, 0.75], alone: [0.5, 0.5])
    #expect(
      try ResultFile(outcome).json() == """
        {
          "arms" : [
            {
              "kept" : false,
              "posterior_mean" : 0.75,
              "pulls" : 10,
              "task" : "rte"
            },
            {
              "kept" : true,
              "posterior_mean" : 0.75,
              "probability_helps" : 0.875,
              "pulls" : 11,
              "task" : "mnli"
            },
            {
              "kept" : false,
              "posterior_mean" : 0.75,
              "probability_helps" : 0.875,
              "pulls" : 12,
              "task" : "sst2"
            }
          ],
          "best_mixture" : {
            "mnli" : 0.4,
            "rte" : 0.6,
            "sst2" : 0
          },
          "confirmation" : [
            {
              "candidate" : "best",
              "gain" : {
                "lower" : 0.25,
                "mean" : 0.25,
                "seeds" : 2,
                "upper" : 0.25
              },
              "mixture" : {
                "mnli" : 0.4,
                "rte" : 0.6,
                "sst2" : 0
              },
              "score" : {
                "lower" : 0.75,
                "mean" : 0.75,
                "seeds" : 2,
                "upper" : 0.75
              }
            },
            {
              "candidate" : "primary_only",
              "mixture" : {
                "mnli" : 0,
                "rte" : 1,
                "sst2" : 0
              },
              "score" : {
                "lower" : 0.5,
                "mean" : 0.5,
                "seeds" : 2,
                "upper" : 0.5
              }
            }
          ],
          "finished" : true,
          "format" : 1,
          "intervals" : "over 2 seeds, on these 100 examples",
          "kept" : [
            "mnli"
          ],
          "metric" : "accuracy",
          "mixture" : {
            "mnli" : 0.4,
            "rte" : 0.6,
            "sst2" : 0
          },
          "origin" : "synthetic suite, seed 1",
          "primary" : "rte",
          "synthetic" : true,
          "test_examples" : 100,
          "training_batches" : {
            "confirmation" : 200,
            "mixing" : 0,
            "selection" : 0
          },
          "trials" : {
            "begun" : 0,
            "whole" : 0
          },
          "verdict" : "Train rte with rte 0.60 · mnli 0.40: its accuracy on the test split is +0.250 better \
        than with rte alone (95 % interval +0.250 to +0.250).",
          "version" : "0.1.0"
        }

        """)
  }
}
