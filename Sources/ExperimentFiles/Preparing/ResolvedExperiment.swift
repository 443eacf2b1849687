public import AutoSeM
public import CommandTrainer
public import Execution
import Foundation
public import GSLNumerics
public import Multitask
public import PolicyComparison
public import TaskData
public import TorchTrainer

/// An experiment with every setting resolved, as stored in its journal.
public struct ResolvedExperiment: Equatable, Sendable, Codable {
  /// The settings from which it started.
  public var mode: ExperimentMode

  /// The name of the task that matters; empty until one is given.
  public var primary: String

  /// Several targets, of which the first is the primary; nil for the primary alone.
  public var targets: [NamedTarget]?

  /// The names of the tasks that may help it; nil for all others.
  public var auxiliary: [String]?

  /// The absolute path of the folder with the data; nil for the built-in synthetic suite, or for the
  /// experiment's own tasks alone.
  public var data: String?

  /// The experiment's own tasks, in the order of the file; nil for none.
  public var tasks: [TaskDescription]?

  /// The parts of training files that become validation and test splits; nil for the default ones.
  public var heldOut: HeldOut?

  /// The kinds of auxiliary tasks that are made from the primary's own data; nil for none.
  public var derive: [Derivation]?

  /// The budget of the run, from which the defaults follow.
  public var effort = Effort.standard

  /// All that the search may spend; nil for the defaults.
  public var budget: Budget?

  /// The treatment of training rows that are in the primary's validation or test split.
  public var leaks = TaskSplits.Leaks.drop

  /// The kernels of OpenBLAS; nil for the best of the processor.
  public var kernels: BLASKernels?

  /// The absolute path of the folder for the run; nil for one that the tool chooses.
  public var output: String?

  /// The absolute paths of a table of past runs, or of a run's folder; nil for none.
  public var runs: [String]?

  /// The column of that table with the objective of the trials; nil to look for it.
  public var runsObjective: String?

  /// Where the jobs of the search run.
  public var executor = ExecutorSettings()

  /// Whether a search keeps a model that is trained with the mixture of its verdict; nil if not.
  public var saveModel: Bool?

  /// The settings of the search.
  public var search: SearchSettings

  /// The settings of a comparison.
  public var comparison: ComparisonSettings

  /// The kind of the trainer.
  public var trainerKind: TrainerKind

  /// The user's command, if the trainer is one.
  public var command: CommandTrainerSettings

  /// The settings of the built-in trainer.
  public var trainer: TorchTrainerSettings

  /// Creates the experiment that a mode starts from.
  ///
  /// - Parameters:
  ///   - mode: The choices from which it starts.
  ///   - primary: The name of the task that matters.
  public init(mode: ExperimentMode = .standard, primary: String) {
    self.mode = mode
    self.primary = primary
    search = mode == .paper ? .paper : SearchSettings()
    comparison = ComparisonSettings()
    trainerKind = .torch
    command = CommandTrainerSettings(command: [], folder: "")
    trainer = mode == .paper ? .paper : TorchTrainerSettings()
  }
}

extension ResolvedExperiment {
  /// The names of the targets, the primary first.
  public var targetNames: [String] { targets?.map(\.name) ?? [primary] }

  /// The experiment's own task of a name; setting one of its fields adds it.
  subscript(task name: String) -> TaskDescription {
    get { tasks?.first { $0.name == name } ?? TaskDescription(name: name) }
    set {
      if let index = tasks?.firstIndex(where: { $0.name == name }) {
        tasks?[index] = newValue
      } else {
        tasks = (tasks ?? []) + [newValue]
      }
    }
  }
}

// MARK: - JSON

extension KeyedDecodingContainer {
  /// Reads the effort, which journals of earlier versions do not have.
  func decode(_ type: Effort.Type, forKey key: Key) throws -> Effort {
    try decodeIfPresent(type, forKey: key) ?? .standard
  }

  /// Reads where jobs run, which journals of earlier versions do not have.
  func decode(_ type: ExecutorSettings.Type, forKey key: Key) throws -> ExecutorSettings {
    try decodeIfPresent(type, forKey: key) ?? ExecutorSettings()
  }

  /// Reads the treatment of leaks, which journals of earlier versions do not have.
  func decode(_ type: TaskSplits.Leaks.Type, forKey key: Key) throws -> TaskSplits.Leaks {
    try decodeIfPresent(type, forKey: key) ?? .drop
  }
}

extension ResolvedExperiment {
  /// Returns the experiment as one line of JSON, with the words of an experiment file and sorted keys.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Decodes the text of `json()`.
  ///
  /// - Throws: `ExperimentFileError.unreadableJSON` when something is missing or wrong, or a number is none that a file
  ///   may have.
  public init(json: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      self = try decoder.decode(Self.self, from: Data(json.utf8))
    } catch {
      throw ExperimentFileError.unreadableJSON(reason: reason(of: error))
    }
    if let problem = numberProblem {
      throw ExperimentFileError.unreadableJSON(reason: problem)
    }
  }
}

/// The place and the cause of an error of decoding.
private func reason(of error: any Error) -> String {
  guard let error = error as? DecodingError else { return "\(error)" }
  let (context, key): (DecodingError.Context, (any CodingKey)?) =
    switch error {
    case .keyNotFound(let key, let context): (context, key)
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      (context, nil)
    @unknown default: (DecodingError.Context(codingPath: [], debugDescription: "\(error)"), nil)
    }
  let path = (context.codingPath + [key].compactMap(\.self)).map(\.stringValue)
    .joined(separator: ".")
  return (path.isEmpty ? "" : "'\(path)': ") + context.debugDescription
}
