import GSLNumerics
import NumericalChecks
import Testing

@Suite struct RandomStreamsTests {
  private let streams = RandomStreams(seed: 42)

  private func beginning(_ stream: RandomStream) -> [UInt32] {
    (0..<4).map { _ in stream.bits() }
  }

  @Test func theSameNameGivesTheSameNumbers() {
    #expect(
      beginning(streams.stream("trial", 7))
        == beginning(RandomStreams(seed: 42).stream("trial", 7)))
  }

  @Test func aStreamDoesNotDependOnTheOthers() {
    let alone = beginning(streams.stream("trial", 7))
    let other = streams.stream("arm", 3)
    let late = streams.stream("trial", 7)
    _ = beginning(other)
    #expect(beginning(late) == alone)
  }

  @Test func seedLabelAndIndicesAllCount() {
    let all = [
      streams.stream("a", 1), streams.stream("a", 2), streams.stream("b", 1), streams.stream("a"),
      streams.stream("a", 1, 0), streams.stream("a", 0, 1), streams.stream("a1"),
      streams.stream("", 1), RandomStreams(seed: 43).stream("a", 1),
      streams.substreams("a", 1).stream("a", 1), streams.stream("a", -1),
    ].map(beginning)
    #expect(Set(all).count == all.count)
  }

  /// The first numbers of a thousand streams with neighbouring names, and the second ones, are as
  /// random as those of one stream.
  @Test func neighbouringStreamsAreIndependent() {
    var (first, second, between): ([Double], [Double], [Double]) = ([], [], [])
    for index in 0..<1000 {
      let stream = streams.stream("trial", index)
      first.append(stream.uniform())
      second.append(stream.uniform())
      // The fractional part of a sum of independent uniform numbers is uniform.
      if index > 0 {
        between.append((first[index] + 1 - first[index - 1]).truncatingRemainder(dividingBy: 1))
      }
    }
    for sample in [first, second, between] {
      #expect(kolmogorovSmirnov(sample) { $0 } > 1e-3)
    }
  }
}
