import Bandits
import Foundation
import GSLNumerics
import Testing

@Suite struct BanditTests {
  @Test func theExampleOfTheModulesPageFindsTheBest() {
    let streams = RandomStreams(seed: 4)
    let machines = [0.3, 0.8, 0.5].enumerated().map { arm, chance in
      { pull in streams.stream("machine", arm, pull).bernoulli(chance) ? 1.0 : 0 }
    }
    #expect(bestMachine(of: machines) == 1)
  }

  @Test func theModulesPageShowsTheExample() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    let dashes = "// " + String(repeating: "-", count: 98) + "\n"
    let source = try text("Tests/BanditsTests/BanditExample.swift")
    let example = try #require(source.components(separatedBy: dashes).dropFirst().first)
    #expect(try text("Sources/Bandits/Bandits.docc/Bandits.md").contains("```swift\n" + example))
  }

  private func choices(seed: UInt64) -> [Int] {
    var bandit = Bandit(FixedPolicy(weights: [1, 1, 1]), seed: seed)
    return (0..<40).map { _ in bandit.choose() }
  }

  @Test func theSeedDecidesTheChoices() {
    #expect(choices(seed: 1) == choices(seed: 1))
    #expect(choices(seed: 1) != choices(seed: 2))
    #expect(Set(choices(seed: 1)) == [0, 1, 2])
  }

  @Test func aDecodedBanditContinuesWhereTheEncodedOneWas() throws {
    var bandit = Bandit(ThompsonSampling(arms: 4, decay: 0.1), seed: 7)
    func play(_ bandit: inout Bandit<ThompsonSampling>) -> [Int] {
      (0..<20).map { _ in
        let arm = bandit.choose()
        bandit.observe(reward: arm == 2 ? 1 : 0, of: arm)
        return arm
      }
    }
    _ = play(&bandit)
    var decoded = try JSONDecoder().decode(
      Bandit<ThompsonSampling>.self, from: JSONEncoder().encode(bandit))
    #expect(decoded == bandit)
    #expect(play(&decoded) == play(&bandit))
  }
}
