import AutoSeM
import Foundation
import GSLNumerics
import TestSupport
import Testing

@Suite struct RandomNumbersTests {
  private func seeds(_ numbers: MixingSettings.RandomNumbers) async throws -> Set<UInt64> {
    var settings = SearchSettings()
    settings.spend(20)
    (settings.mixing.steps, settings.mixing.randomNumbers) = (20, numbers)
    let outcome = try await Search(
      ToyTrainerFactory(transfers: [0.3, 0.9, 0]), settings: settings
    ).run()
    #expect(outcome.trials.count == settings.mixing.trials)
    return Set(outcome.trials.map(\.seed))
  }

  @Test func trialsHaveOneSeedOrEachItsOwn() async throws {
    #expect(try await seeds(.common).count == 1)
    #expect(try await seeds(.inTurn).count == 3)
    #expect(try await seeds(.independent).count == 16)
  }

  /// Earlier versions had a seed for each trial, which their journals do not say.
  @Test func aJournalWithoutTheKeyKeepsItsSeeds() throws {
    let json = try JSONEncoder().encode(MixingSettings())
    var object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object.removeValue(forKey: "randomNumbers") as? String == "common")
    let old = try JSONDecoder().decode(
      MixingSettings.self, from: JSONSerialization.data(withJSONObject: object))
    #expect(old.randomNumbers == .independent)
    #expect(SearchSettings.paper.mixing.randomNumbers == .independent)
  }

  @Test func aSeedThatFailsAlwaysIsLeft() {
    let streams = RandomStreams(seed: 1)
    var seeds = TrialSeeds(.common, hasBlocks: true, from: streams)
    let (first, second) = (seeds.seed(of: 0), seeds.seed(of: 1))
    #expect(first == second)
    #expect(seeds.block(of: 0) == nil)
    seeds.tell(0, succeeded: false)
    let third = seeds.seed(of: 2)
    #expect(third != first && seeds.seed(of: 0) == first)
    seeds.tell(2, succeeded: true)
    seeds.tell(1, succeeded: false)
    #expect(seeds.seed(of: 3) == third)
  }

  @Test func seedsInTurnAreLeftOneByOne() {
    var seeds = TrialSeeds(.inTurn, hasBlocks: true, from: RandomStreams(seed: 1))
    let first = (0..<6).map { seeds.seed(of: $0) }
    #expect(Array(first.prefix(3)) == Array(first.suffix(3)) && Set(first).count == 3)
    #expect((0..<6).map { seeds.block(of: $0) } == [0, 1, 2, 0, 1, 2])
    seeds.tell(1, succeeded: false)
    seeds.tell(2, succeeded: true)
    let later = (6..<9).map { seeds.seed(of: $0) }
    #expect(later[0] == first[0] && later[2] == first[2] && !first.contains(later[1]))
    #expect(seeds.block(of: 7) == 4)
    var alone = TrialSeeds(.inTurn, hasBlocks: false, from: RandomStreams(seed: 1))
    #expect(Set((0..<6).map { alone.seed(of: $0) }).count == 1)
  }
}
