import AutoSeM
import Foundation
import TestSupport
import Testing

@testable import Execution

@Suite struct JobFolderTests {
  private let factory = ToyTrainerFactory(transfers: [0.3, 0.9], noise: 0.01)

  private func job(seed: UInt64 = 1, snapshot: TrainerSnapshot? = nil) throws -> Job {
    Job(
      name: "trial 3", mixture: try Mixture(weights: [0.4, 0.6]), schedule: .interleaved,
      batches: 100, seed: seed, snapshot: snapshot, split: .validation)
  }

  @Test func aWorkerLeavesTheResultThatTheJobHasInThisProcess() throws {
    let temporary = try TemporaryFolder()
    let jobs = temporary.url
    let folder = try JobFolder(of: job(), in: jobs)
    try folder.write(job())
    #expect(try folder.reply() == nil)
    #expect(!folder.hasBegun)
    try Worker(factory).run(jobNamed: folder.name, in: jobs)
    #expect(folder.hasBegun)
    let reply = try #require(try folder.reply())
    #expect(try reply.result().result == factory.run(job()).result)
  }

  @Test func aJobGoesOnFromItsLastWholeCheckpoint() throws {
    let temporary = try TemporaryFolder()
    let jobs = temporary.url
    let folder = try JobFolder(of: job(), in: jobs)
    try folder.write(job())
    var snapshots: [Int: TrainerSnapshot] = [:]
    _ = try factory.run(job()) { batch, trainer in snapshots[batch] = try trainer.snapshot() }
    #expect(snapshots.keys.sorted() == [32, 64, 96])
    try folder.keep(try #require(snapshots[32]), at: 32)
    try folder.keep(try #require(snapshots[64]), at: 64)
    #expect(
      try folder.job(of: Worker(factory)) == job().continued(from: 64, try #require(snapshots[64])))
    try Data("{".utf8).write(to: folder.url.appending(path: "checkpoint-96.json"))
    #expect(try folder.job(of: Worker(factory)).from == 64)
    try Worker(factory).run(jobNamed: folder.name, in: jobs)
    #expect(try folder.reply()?.result().result == factory.run(job()).result)
  }

  @Test func jobsHaveTheSameFolderIfTheyHaveTheSameResult() throws {
    let jobs = URL(filePath: "/jobs")
    let snapshot = TrainerSnapshot(bytes: [1])
    let name = try JobFolder(of: job(), in: jobs).name
    #expect(try JobFolder(of: job(snapshot: snapshot), in: jobs).name == name)
    #expect(try JobFolder(of: job(seed: 2), in: jobs).name != name)
    #expect(name.count == 16)
  }

  @Test func damagedFilesOfAJobAreNoEndOfTheSearch() throws {
    let temporary = try TemporaryFolder()
    let folder = try JobFolder(of: job(), in: temporary.url)
    try folder.write(job())
    try Data("{".utf8).write(to: folder.url.appending(path: "job.json"))
    try folder.write(job())
    #expect(try folder.job(of: Worker(factory)) == job())
    try Data("{".utf8).write(to: folder.url.appending(path: "reply.json"))
    #expect(throws: MachineFailure("its worker's reply cannot be read")) { try folder.reply() }
  }

  @Test func timeoutsAreCounted() throws {
    let temporary = try TemporaryFolder()
    let jobs = temporary.url
    let folder = try JobFolder(of: job(), in: jobs)
    try folder.write(job())
    #expect(folder.timeouts == 0)
    try folder.countTimeout()
    try folder.countTimeout()
    #expect(folder.timeouts == 2)
  }
}
