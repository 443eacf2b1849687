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

  @Test func equalOutcomesGiveEqualFiles() throws {
    let files = try (0..<2).map { _ in
      try ResultFile(OutcomeSamples.finished(best: [0.8, 0.82], alone: [0.6, 0.61])).json()
    }
    #expect(files[0] == files[1])
  }
}
