public import AutoSeM
public import Foundation
import Multitask

/// The side of an executor that trains: a process that is given jobs and answers with their results.
public struct Worker: Sendable {
  let factory: any TrainerFactory

  /// Creates a worker with the models of a factory.
  public init(_ factory: any TrainerFactory) {
    self.factory = factory
  }

  /// Answers the jobs of standard input, one a line, until its end.
  ///
  /// - Parameters:
  ///   - input: The jobs.
  ///   - output: Takes the replies; nothing else may be written to it.
  /// - Throws: What Foundation throws when the coordinator is gone, and as `job(from:)` for a line that is no job.
  public func serve(_ input: FileHandle, _ output: FileHandle) throws {
    var lines = LineReader(input)
    try reply(.ready, to: output)
    while let line = try lines.next() {
      let job = try job(from: line)
      try reply(WorkerReply(of: job, in: factory), to: output)
    }
  }

  /// Reads a job of the tasks of this worker.
  ///
  /// - Throws: `DecodingError`, `ExecutorError`.
  func job(from line: Data) throws -> Job {
    let job = try JobLine.decoded(Job.self, from: line)
    let (weights, tasks) = (job.mixture.weights.count, factory.tasks.count)
    guard weights == tasks, job.mixture.isSound, 0 <= job.from, job.from <= job.to,
      job.to <= job.batches,
      job.batches <= Self.mostBatches
    else {
      throw ExecutorError(
        "a job of batches \(job.from) to \(job.to) of \(job.batches) with \(weights) tasks; parts of at most "
          + "\(Self.mostBatches) batches with \(tasks) tasks were expected")
    }
    return job
  }

  private static let mostBatches = 100_000_000

  private func reply(_ reply: WorkerReply, to output: FileHandle) throws {
    try output.write(contentsOf: JobLine.encoded(reply) + Data("\n".utf8))
  }
}

extension Mixture {
  /// Whether a mixture that was decoded is one.
  fileprivate var isSound: Bool {
    let isRatio =
      ratio.map { $0.count == weights.count && (try? Mixture(ratio: $0)) != nil } ?? true
    return isRatio && weights.allSatisfy { $0 >= 0 } && abs(weights.reduce(0, +) - 1) < 1e-6
  }
}

/// Reads lines as they come.
private struct LineReader {
  private let input: FileHandle
  private var rest = Data()

  init(_ input: FileHandle) {
    self.input = input
  }

  /// Returns the next line without its end; nil at the end of the input.
  mutating func next() throws -> Data? {
    var searched = 0
    while true {
      if let end = rest.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) {
        let line = Data(rest[..<end])
        rest = Data(rest[(end + 1)...])
        return line
      }
      searched = rest.count
      let piece = input.availableData
      guard !piece.isEmpty else { return nil }
      rest.append(piece)
    }
  }
}
