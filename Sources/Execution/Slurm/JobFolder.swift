import AutoSeM
public import Foundation
import GSLNumerics

/// The files of a job in the folder of a run: what it is, how far it came, and its result.
///
/// Its name is a hash of the job, so that a resumed search finds what the one before it left. A checkpoint is no part of
/// it, since the result does not depend on it.
struct JobFolder: Sendable {
  private static let checkpointPrefix = "checkpoint-"

  /// The name: sixteen hexadecimal digits.
  let name: String

  /// The folder.
  let url: URL

  /// The folder of a job among those of a run.
  init(of job: Job, in jobs: URL) throws {
    var hash = ByteHash()
    let plain = Job(
      name: job.name, mixture: job.mixture, schedule: job.schedule, batches: job.batches,
      seed: job.seed, from: job.from, to: job.to, split: job.split, keepsLosses: job.keepsLosses)
    for byte in try JobLine.encoded(plain) { hash.absorb(byte) }
    let digits = String(hash.value, radix: 16)
    self.init(named: String(repeating: "0", count: 16 - digits.count) + digits, in: jobs)
  }

  /// The folder of a name.
  init(named name: String, in jobs: URL) {
    self.name = name
    url = jobs.appending(path: name)
  }

  // MARK: - For the coordinator

  /// Writes the job, unless it is there.
  func write(_ job: Job) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let bytes = try JobLine.encoded(job)
    guard try file("job.json").contents() != bytes else { return }
    try file("job.json").replace(with: bytes)
  }

  /// The reply of the worker; nil while there is none.
  ///
  /// - Throws: `MachineFailure` for a file that is none.
  func reply() throws -> WorkerReply? {
    try file("reply.json").contents().map { try WorkerReply(line: $0) }
  }

  /// Removes the reply, so that the job can be run again.
  func removeReply() throws { try file("reply.json").remove() }

  /// Forgets that a worker had begun.
  func prepareForWorker() throws { try file("begun").remove() }

  /// How often the job ran out of time.
  var timeouts: Int {
    let text = ((try? file("timeouts").contents()) ?? nil).map {
      String(decoding: $0, as: UTF8.self)
    }
    return text.flatMap { Int($0) } ?? 0
  }

  /// Notes that the job ran out of time.
  func countTimeout() throws { try file("timeouts").replace(with: Data("\(timeouts + 1)".utf8)) }

  /// Removes the folder.
  func remove() throws { try FileManager.default.removeItem(at: url) }

  /// Whether a worker has prepared the experiment and begun to train.
  var hasBegun: Bool { ((try? file("begun").contents()) ?? nil) != nil }

  /// The last lines that the worker wrote to its standard error.
  var lastErrors: [String] {
    let log = ((try? file("worker.log").contents()) ?? nil) ?? Data()
    return String(decoding: log.suffix(4_000), as: UTF8.self).split(separator: "\n").suffix(20)
      .map(String.init)
  }

  // MARK: - For the worker

  /// Reads the job of a worker, from its last checkpoint on.
  func job(of worker: Worker) throws -> Job {
    let job = try worker.job(from: Data(contentsOf: url.appending(path: "job.json")))
    for (batch, name) in try checkpoints().reversed() where batch > job.from && batch < job.to {
      // One that was not written to its end is one that is not there.
      guard let bytes = try file(name).contents(),
        let snapshot = try? JobLine.decoded(TrainerSnapshot.self, from: bytes)
      else { continue }
      return job.continued(from: batch, snapshot)
    }
    return job
  }

  /// Notes that training begins.
  func begin() throws { try file("begun").replace(with: Data()) }

  /// Keeps a checkpoint in place of those before it.
  func keep(_ snapshot: TrainerSnapshot, at batch: Int) throws {
    let earlier = try checkpoints()
    try file("\(Self.checkpointPrefix)\(batch).json").replace(with: JobLine.encoded(snapshot))
    for (other, name) in earlier where other != batch { try file(name).remove() }
  }

  /// Writes the reply.
  func write(_ reply: WorkerReply) throws {
    try file("reply.json").replace(with: JobLine.encoded(reply))
  }

  /// The checkpoints, the earliest first.
  private func checkpoints() throws -> [(batch: Int, name: String)] {
    try FileManager.default.contentsOfDirectory(atPath: url.path(percentEncoded: false))
      .compactMap { name in
        guard name.hasPrefix(Self.checkpointPrefix), name.hasSuffix(".json") else { return nil }
        return Int(name.dropFirst(Self.checkpointPrefix.count).dropLast(5)).map { ($0, name) }
      }.sorted { $0.batch < $1.batch }
  }

  private func file(_ name: String) -> DurableFile { DurableFile(url.appending(path: name)) }
}

extension Worker {
  /// Runs the job of a folder and writes its reply there; keeps a checkpoint every minute.
  ///
  /// - Throws: What Foundation throws for files that cannot be read or written, and `DecodingError`.
  public func run(jobNamed name: String, in jobs: URL) throws {
    let folder = JobFolder(named: name, in: jobs)
    let job = try folder.job(of: self)
    try folder.begin()
    var last = ContinuousClock.now
    let reply = try WorkerReply(of: job, in: factory) { batch, trainer in
      guard ContinuousClock.now - last > Self.timeBetweenCheckpoints else { return }
      // A disk that is full must not end the job: the checkpoint only saves time.
      try? folder.keep(trainer.snapshot(), at: batch)
      last = .now
    }
    try folder.write(reply)
  }

  private static let timeBetweenCheckpoints = Duration.seconds(60)
}
