import Foundation
import GSLNumerics
import Multitask
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct TabulationTests {
  private let factory = ToyTrainerFactory(transfers: [1, 0.5, -0.2, 0.1])
  private let streams = RandomStreams(seed: 3)
  private let mixtures = 40
  private let lengths = [75, 150, 300]

  private func training(with factory: ToyTrainerFactory) -> TableTraining {
    TableTraining(factory: factory, lengths: lengths, streams: streams)
  }

  private func tabulate(_ count: Int, with factory: ToyTrainerFactory, to file: URL) throws {
    var tabulation = try Tabulation(training: training(with: factory), file: file)
    for index in 0..<count { try tabulation.train(index) }
  }

  @Test func aTableRoundTrips() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "toy.csv")
    var tabulation = try Tabulation(training: training(with: factory), file: file)
    for index in 0..<mixtures { try tabulation.train(index) }
    #expect(try MixtureTable(contentsOf: file) == tabulation.table)
    #expect(tabulation.table.lengths == lengths)
    #expect(tabulation.table.mixtures.count == mixtures)
    #expect(tabulation.table.mixtures.allSatisfy { $0.weights[0] > 0 })
  }

  @Test func anInterruptedTableIsResumedWithoutRepeats() throws {
    let folder = try TemporaryFolder()
    let (whole, stopped) = (
      folder.url.appending(path: "a.csv"), folder.url.appending(path: "b.csv")
    )
    try tabulate(mixtures, with: ToyTrainerFactory(transfers: factory.transfers), to: whole)
    var text = try String(contentsOf: whole, encoding: .utf8)
    let trainings = text.split(separator: "\n").count / lengths.count
    // Killed in the middle of a line, the second of a training.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let left = 1 + 30 * lengths.count
    text = lines[..<(left + 1)].joined(separator: "\n") + "\n" + lines[left + 1].prefix(9)
    try Data(text.utf8).write(to: stopped)
    let resumed = ToyTrainerFactory(transfers: factory.transfers)
    try tabulate(mixtures, with: resumed, to: stopped)
    #expect(try Data(contentsOf: stopped) == Data(contentsOf: whole))
    #expect(resumed.log.batches == (trainings - 30) * lengths[lengths.count - 1])
  }

  @Test func aFirstTrainingThatWasInterruptedIsLeftOut() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "toy.csv")
    try tabulate(1, with: factory, to: file)
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    try Data((lines.prefix(lengths.count).joined(separator: "\n") + "\n").utf8).write(to: file)
    #expect(try MixtureTable(contentsOf: file, longest: lengths.last).rows.isEmpty)
  }

  @Test func aFileThatIsNoTableIsRefused() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "toy.csv")
    try Data("mixture,a,b\n1,0.5,0.5\n".utf8).write(to: file)
    #expect(throws: MixtureTableError.self) { try MixtureTable(contentsOf: file) }
  }

  @Test func aShorterTrainingIsTheBeginningOfALongerOne() throws {
    let mixture = try Mixture(weights: [0.41, 0.3, 0.22, 0.07])
    let orders = lengths.map { length in
      MixingSchedule.interleaved.tasks(
        for: mixture, batches: length, using: streams.stream("schedule"))
    }
    for order in orders { #expect(orders[orders.count - 1].prefix(order.count) == order[...]) }
  }
}
