import AutoSeM
import CommandTrainer
import Foundation

/// Slurm's own programs, run without a shell.
struct SlurmCommand: Sendable {
  /// What a program left.
  struct Output: Sendable {
    let code: Int
    let text: Data
    let errors: String
  }

  private static let timeout = Duration.seconds(120)
  private let threads: JobThreads
  private let environment: [String: String]

  /// - Parameters:
  ///   - threads: Those that wait for the programs.
  ///   - environment: Variables that replace or join those of this process.
  init(threads: JobThreads, environment: [String: String] = [:]) {
    self.threads = threads
    self.environment = environment.merging(["LC_ALL": "C"]) { own, _ in own }
  }

  /// Runs a program to its end.
  ///
  /// - Throws: `ExecutorError` where there is no such program.
  func run(_ command: [String]) async throws -> Output {
    try await withTaskExecutorPreference(threads) { try output(of: command) }
  }

  private func output(of command: [String]) throws -> Output {
    let process = try GuardedProcess(command, in: "/", environment: environment)
    process.closeInput()
    let start = ContinuousClock.now
    var (text, errors) = (Data(), Data())
    while true {
      guard ContinuousClock.now - start < Self.timeout else {
        return Output(code: -1, text: Data(), errors: "no answer in \(Self.timeout)")
      }
      let ready = process.wait(milliseconds: 100)
      if ready.contains(.errors) { errors.append(process.readErrors()) }
      if ready.contains(.output) {
        text.append(process.readOutput())
      } else if ready.contains(.ending) {
        process.readEnding()
      }
      if let ending = process.ending, !process.wait(milliseconds: 0).contains(.errors) {
        return try Output(command, ending, text, errors)
      }
    }
  }
}

extension SlurmCommand.Output {
  fileprivate init(
    _ command: [String], _ ending: ProcessEnding, _ text: Data, _ errors: Data
  ) throws {
    if case .notStarted = ending {
      throw ExecutorError("there is no program '\(command[0])', which executor: slurm needs")
    }
    code = if case .exited(let code) = ending { code } else { -1 }
    self.text = text
    self.errors = String(decoding: errors, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Why `sbatch` did not take jobs.
enum SubmissionProblem: Equatable {
  /// The queue takes no more for now.
  case isFull
  /// The controller does not answer.
  case noController
  /// The time limit is longer than the site allows.
  case tooMuchTime
  /// What waiting does not mend.
  case refused

  private static let words: [(SubmissionProblem, [String])] = [
    (
      .isFull,
      [
        "MaxSubmitJob", "job submit limit", "AssocMaxSubmit", "QOSMaxSubmit", "AssocGrpSubmit",
        "MaxJobCount", "Resource temporarily unavailable",
      ]
    ),
    (
      .noController,
      [
        "Unable to contact", "timed out", "temporarily unable", "Connection refused",
        "Connection reset", "Zero Bytes", "Transport endpoint", "Unexpected message received",
        "no answer in", "Protocol authentication error",
      ]
    ),
    (.tooMuchTime, ["time limit is invalid", "Requested time limit", "MaxWallDuration"]),
  ]

  /// Reads what `sbatch` wrote to standard error.
  init(_ errors: String) {
    self =
      Self.words.first { $0.1.contains { errors.localizedCaseInsensitiveContains($0) } }?.0
      ?? .refused
  }
}
