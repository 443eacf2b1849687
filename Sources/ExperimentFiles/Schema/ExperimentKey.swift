public import Multitask

/// A key of experiment files: its meaning, its values and the field that it sets.
public struct ExperimentKey: Sendable {
  /// The full name, such as `mixing.trials`.
  public let path: String

  /// The meaning, as a phrase.
  public let meaning: String

  /// The kind of its values.
  let kind: ExperimentKind

  /// A phrase for the default of a key without a value; nil if it always has one.
  let absence: String?

  /// Sets the field.
  let assign: @Sendable (ExperimentValue, inout ResolvedExperiment) -> Void

  /// Reads the field.
  let value: @Sendable (ResolvedExperiment) -> ExperimentValue

  /// The allowed values, as a phrase.
  public var allowed: String { kind.description }

  /// Returns the default in a mode, as written in a file or as a phrase.
  public func defaultValue(in mode: ExperimentMode) -> String {
    let value = value(ResolvedExperiment(mode: mode, primary: ""))
    return value.description ?? absence ?? ""
  }
}

/// A value of a key.
public enum ExperimentValue: Equatable, Sendable {
  /// A whole number.
  case integer(Int)
  /// A seed of random numbers.
  case seed(UInt64)
  /// A number.
  case number(Double)
  /// A word, a name or a path.
  case text(String)
  /// Words, names or paths.
  case texts([String])
  /// Texts by name.
  case map([String: String])
  /// Targets, the primary first.
  case targets([NamedTarget])
  /// No value, where a key may have none.
  case none

  /// The value as written in a file; nil for none.
  var description: String? {
    switch self {
    case .integer(let value): "\(value)"
    case .seed(let value): "\(value)"
    case .number(let value):
      abs(value) < 1e15 && value == value.rounded() ? "\(Int(value))" : "\(value)"
    case .text(let value): value.isEmpty ? nil : value
    case .texts(let values): "[\(values.joined(separator: ", "))]"
    case .map(let texts):
      "{\(texts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    case .targets(let targets):
      "{\(targets.map { "\($0.name): \($0.written)" }.joined(separator: ", "))}"
    case .none: nil
    }
  }
}

// MARK: - Making keys

extension ExperimentKey {
  /// The field of an experiment that a key sets.
  typealias Field<Value> = any WritableKeyPath<ResolvedExperiment, Value> & Sendable

  static func integer(
    _ path: String, _ range: ClosedRange<Int>, _ field: Field<Int>, _ meaning: String
  ) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: .integer(range), absence: nil,
      assign: { if case .integer(let value) = $0 { $1[keyPath: field] = value } },
      value: { .integer($0[keyPath: field]) })
  }

  static func seed(_ path: String, _ field: Field<UInt64>, _ meaning: String) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: .seed, absence: nil,
      assign: { if case .seed(let value) = $0 { $1[keyPath: field] = value } },
      value: { .seed($0[keyPath: field]) })
  }

  static func number(
    _ path: String, _ bounds: NumberBounds, _ field: Field<Double>, _ meaning: String
  ) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: .number(bounds), absence: nil,
      assign: { if case .number(let value) = $0 { $1[keyPath: field] = value } },
      value: { .number($0[keyPath: field]) })
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ path: String, _ field: Field<Choice>, _ meaning: String
  ) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: .choice(Choice.allCases.map(\.rawValue)), absence: nil,
      assign: { value, experiment in
        if case .text(let word) = value, let choice = Choice(rawValue: word) {
          experiment[keyPath: field] = choice
        }
      },
      value: { .text($0[keyPath: field].rawValue) })
  }

  static func text(
    _ path: String, _ kind: ExperimentKind, _ field: Field<String>, absence: String,
    _ meaning: String
  ) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: kind, absence: absence,
      assign: { if case .text(let value) = $0 { $1[keyPath: field] = value } },
      value: { .text($0[keyPath: field]) })
  }

  static func texts(
    _ path: String, _ kind: ExperimentKind, _ field: Field<[String]>, absence: String,
    _ meaning: String
  ) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: kind, absence: absence,
      assign: { value, experiment in
        if case .texts(let values) = value {
          experiment[keyPath: field] = values
        } else {
          experiment[keyPath: field] = []
        }
      },
      value: { $0[keyPath: field].isEmpty ? .none : .texts($0[keyPath: field]) })
  }
}
