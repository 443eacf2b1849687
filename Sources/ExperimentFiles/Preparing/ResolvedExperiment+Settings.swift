import Multitask
import TaskData
import TorchTrainer

/// A key of a resolved experiment with its value.
public struct ResolvedSetting: Equatable, Sendable {
  /// The full name of the key, such as `mixing.trials`.
  public let key: String

  /// The value as `--set` takes it; nil for a key without one.
  public let value: String?

  /// The value for a reader: as in a file, or a phrase for a key without one.
  public let description: String

  /// Whether the value is the one that the key has when it is not given.
  public let isDefault: Bool
}

extension ResolvedExperiment {
  /// All keys with their values, in the order of the documentation, those of the experiment's own tasks last.
  public var settings: [ResolvedSetting] {
    let (plain, standard) = (ResolvedExperiment(primary: ""), standard)
    let own = (tasks ?? []).flatMap { ExperimentSchema.taskKeys(of: $0.name) }
    return (ExperimentSchema.keys + own).map { key in
      let value = key.value(self)
      let usual = key.value(Self.premises.contains(key.path) ? plain : standard)
      return ResolvedSetting(
        key: key.path, value: value.flow, description: value.description ?? key.absence ?? "",
        isDefault: value == usual)
    }
  }

  /// The keys on which the defaults of others depend.
  private static let premises: Set = [
    "mode", "effort", "budget", "primary", "targets", "data", "trainer.kind", "trainer.encoder",
  ]

  /// The experiment in which nothing but these keys and the names of its own tasks are given.
  private var standard: ResolvedExperiment {
    var standard = ResolvedExperiment(mode: mode, primary: primary)
    (standard.effort, standard.budget) = (effort, budget)
    (standard.targets, standard.data) = (targets, data)
    standard.tasks = tasks?.map { TaskDescription(name: $0.name) }
    standard.trainerKind = trainerKind
    standard.trainer.encoder = trainer.encoder
    standard.setConditionalDefaults { _ in false }
    return standard
  }
}

extension ExperimentValue {
  /// The value on one line of YAML; nil for none.
  fileprivate var flow: String? {
    func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }
    return switch self {
    case .text(let text): text.isEmpty ? nil : text.asScalar
    case .texts(let texts): "[\(list(texts.map(\.asScalar)))]"
    case .map(let texts):
      "{\(list(texts.sorted { $0.key < $1.key }.map { "\($0.key.asScalar): \($0.value.asScalar)" }))}"
    case .targets(let targets):
      "{\(list(targets.map { "\($0.name.asScalar): \($0.written)" }))}"
    case .integer, .seed, .number, .none: description
    }
  }
}

extension String {
  /// The text as a scalar of YAML: plain where no reader could take it for anything else, else in double quotes.
  fileprivate var asScalar: String {
    guard !isPlain else { return self }
    let escaped = unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  private var isPlain: Bool {
    func isInName(_ character: Character) -> Bool {
      character.isASCII && character.isLetter || character == "_" || character == "/"
    }
    return first.map(isInName) == true && allSatisfy { isInName($0) || "0123456789.-".contains($0) }
      && !Self.words.contains(lowercased())
  }

  /// Plain texts that YAML 1.1 reads as something else.
  private static let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
}
