import AutoSeM
import CommandTrainer
public import Foundation
import Multitask
import PolicyComparison
public import TaskData
import TorchTrainer

/// An experiment file, or none, before settings are applied.
///
/// A file has the keys that differ from the defaults (`docs/experiment-files.md`).
public struct ExperimentFile: Sendable {
  /// The name of the file, for messages; relative paths in the file start at its folder.
  public let name: String

  private let text: String?

  /// The file without keys.
  public static let empty = ExperimentFile(name: "", text: nil)

  private init(name: String, text: String?) {
    self.name = name
    self.text = text
  }

  /// Creates a file from its text.
  public init(text: String, name: String) {
    self.init(name: name, text: text)
  }

  /// Reads a file.
  ///
  /// - Throws: `ExperimentFileError.unreadable`, or a problem if it is not a text in UTF-8.
  public init(contentsOf file: URL) throws {
    let name = file.relativePath
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw ExperimentFileError.unreadable(path: name, reason: reason(error))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ExperimentFileError.problems([encodingProblem(in: bytes, name: name)])
    }
    self.init(name: name, text: text)
  }

  // MARK: - Resolving

  /// Returns the experiment with every setting resolved.
  ///
  /// - Parameters:
  ///   - settings: Settings that take precedence over the file, the later over the earlier. Relative
  ///     paths start at the current folder.
  ///   - availableTasks: Returns the names of the tasks in the data folder, or in the synthetic suite for nil; nil
  ///     if they are unknown. Other tasks are reported.
  /// - Throws: `ExperimentFileError.problems` with all problems at once.
  public func resolved(
    overriding settings: [ExperimentSetting] = [],
    availableTasks: (String?) -> [String]? = TaskSuite.availableNames(in:)
  ) throws -> ResolvedExperiment {
    var reader = ExperimentReader()
    let source = text.map { YAMLText($0, name: name) }
    if let source { reader.add(source) }
    for setting in settings { reader.add(setting) }
    var experiment = reader.experiment()
    experiment.setConditionalDefaults(unless: reader.isGiven)
    experiment.lowercaseTaskNames()
    resolvePaths(of: &experiment, positions: reader.positions)
    reader.checkTrials(of: experiment)
    reader.checkRuns(of: experiment)
    reader.checkTargets(of: &experiment)
    reader.checkProposals(of: experiment)
    reader.checkCommand(of: experiment)
    reader.checkPretrainedEncoder(of: experiment)
    reader.checkSharing(of: experiment)
    reader.checkDevice(of: experiment)
    reader.checkModel(of: experiment)
    reader.checkOwnTasks(of: &experiment)
    reader.checkDeriving(of: experiment)
    let others = experiment.trainerKind == .torch ? availableTasks(experiment.data) : nil
    if experiment.data != nil { reader.checkNames(of: experiment, folder: others) }
    let areNamesKnown = (experiment.tasks ?? []).allSatisfy { $0.tasksBy == nil || $0.value != nil }
    reader.checkTasks(
      of: experiment,
      available: areNamesKnown ? others.map { (experiment.tasks ?? []).map(\.name) + $0 } : nil,
      start: source?.position(nil) ?? .experiment)
    guard reader.problems.isEmpty else {
      throw ExperimentFileError.problems(inOrder(reader.problems))
    }
    return experiment
  }

  /// Makes paths absolute.
  private func resolvePaths(
    of experiment: inout ResolvedExperiment, positions: [String: [ExperimentProblem.Position]]
  ) {
    let ownFolder = URL(fileURLWithPath: name).deletingLastPathComponent()
    let currentFolder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    func absolute(_ path: String, _ key: String) -> String {
      let folder = if case .file? = positions[key]?.first { ownFolder } else { currentFolder }
      return URL(fileURLWithPath: expandingHome(path), relativeTo: folder).standardizedFileURL.path
    }
    experiment.data = experiment.data.map { absolute($0, "data") }
    experiment.output = experiment.output.map { absolute($0, "output") }
    experiment.trainer.model = experiment.trainer.model.map { absolute($0, "trainer.model") }
    experiment.runs = experiment.runs?.map { absolute($0, "mixing.runs") }
    experiment.comparison.logs = experiment.comparison.logs?.map {
      absolute($0, "comparison.logs")
    }
    experiment.tasks = experiment.tasks?.map { task in
      var task = task
      let key = "tasks.\(task.name)"
      task.train = task.train.map { absolute($0, "\(key).train") }
      task.validation = task.validation?.map { absolute($0, "\(key).validation") }
      task.test = task.test?.map { absolute($0, "\(key).test") }
      return task
    }
    if experiment.trainerKind != .torch {
      experiment.command.folder = absolute(".", "trainer.command")
      experiment.command.command = experiment.command.command.map(expandingHome)
      experiment.command.environment = experiment.command.environment?.mapValues(expandingHome)
    }
  }
}

extension ResolvedExperiment {
  /// Converts the names of tasks to lower case, except those of a command.
  fileprivate mutating func lowercaseTaskNames() {
    guard trainerKind == .torch else { return }
    primary = primary.lowercased()
    targets = targets?.map { target in
      NamedTarget(
        target.name.lowercased(), weight: target.weight, loseAtMost: target.loseAtMost)
    }
    auxiliary = auxiliary?.map { $0.lowercased() }
  }
}

/// Replaces `~/` at the beginning of a text by the home folder.
private func expandingHome(_ text: String) -> String {
  text.hasPrefix("~") ? NSString(string: text).expandingTildeInPath : text
}

/// Problems of the file by their positions, then the others in the order found.
private func inOrder(_ problems: [ExperimentProblem]) -> [ExperimentProblem] {
  let keyed = problems.enumerated().map { index, problem in
    guard case .file(_, let line, let column, _) = problem.position else {
      return (key: (Int.max, 0, index), problem: problem)
    }
    return (key: (line, column, index), problem: problem)
  }
  return keyed.sorted { $0.key < $1.key }.map(\.problem)
}

// MARK: - Files that cannot be read

private func reason(_ error: any Error) -> String {
  switch (error as? CocoaError)?.code {
  case .fileReadNoSuchFile?: "there is no such file"
  case .fileReadNoPermission?: "there is no permission to read it"
  default: error.localizedDescription
  }
}

/// The position of the first byte that is not UTF-8.
private func encodingProblem(in bytes: Data, name: String) -> ExperimentProblem {
  let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
  let valid =
    (0..<lines[line].count).reversed().lazy
    .compactMap { String(validating: lines[line].prefix($0), as: UTF8.self) }.first ?? ""
  return ExperimentProblem(
    position: .file(
      name: name, line: line + 1, column: valid.unicodeScalars.count + 1, excerpt: ""),
    message: "a text in UTF-8 was expected, got other bytes")
}
