import Foundation
import GSLNumerics
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct FuzzingTests {
  @Test(arguments: FuzzTarget.allCases)
  func aReaderSurvivesChangedInputs(target: FuzzTarget) throws {
    let folder = try TemporaryFolder()
    let result = try fuzz(
      target, for: .inputs([.trainer, .journal].contains(target) ? 10 : 40), seed: 7, in: folder.url
    )
    #expect(result.inputs > 0)
  }

  @Test(arguments: FuzzTarget.allCases)
  func whatIsChangedWasAccepted(target: FuzzTarget) throws {
    // A file of own tasks needs its data, which is not there.
    guard target != .yaml else { return }
    let folder = try TemporaryFolder()
    for original in try target.originals(in: folder.url) {
      let input = folder.url.appending(path: "input")
      try Data(original).write(to: input)
      let room = folder.url.appending(path: "room-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: room, withIntermediateDirectories: true)
      try target.read(original, at: input, in: room)
    }
  }

  @Test func aSeedGivesTheSameInputs() {
    let original = Array("primary: rte".utf8)
    func mutations(_ seed: UInt64) -> [[UInt8]] {
      (0..<20).map { Mutation.of(original, using: RandomStreams(seed: seed).stream("x", $0)) }
    }
    #expect(mutations(1) == mutations(1))
    #expect(mutations(1) != mutations(2))
    #expect(Set(mutations(1)).count > 15)
  }
}
