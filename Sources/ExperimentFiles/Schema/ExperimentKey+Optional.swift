import AutoSeM
import Execution
import TaskData

/// Keys that may have no value.
extension ExperimentKey {
  static func text(
    _ path: String, _ kind: ExperimentKind, _ field: Field<String?>, absence: String,
    _ meaning: String
  ) -> ExperimentKey {
    optional(path, kind, field, absence, meaning) {
      if case .text(let text) = $0 { text } else { nil }
    } written: {
      .text($0)
    }
  }

  static func texts(
    _ path: String, _ kind: ExperimentKind, _ field: Field<[String]?>, absence: String,
    _ meaning: String
  ) -> ExperimentKey {
    optional(path, kind, field, absence, meaning) {
      if case .texts(let texts) = $0 { texts } else { nil }
    } written: {
      .texts($0)
    }
  }

  static func variables(
    _ path: String, _ field: Field<[String: String]?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    optional(path, .variables, field, absence, meaning) {
      if case .map(let texts) = $0 { texts } else { nil }
    } written: {
      .map($0)
    }
  }

  static func integer(
    _ path: String, _ range: ClosedRange<Int>, _ field: Field<Int?>, absence: String,
    _ meaning: String
  ) -> ExperimentKey {
    optional(path, .integer(range), field, absence, meaning) {
      if case .integer(let value) = $0 { value } else { nil }
    } written: {
      .integer($0)
    }
  }

  static func text<Value: RawRepresentable<String> & Sendable>(
    _ path: String, _ kind: ExperimentKind, _ field: Field<Value?>, absence: String,
    _ meaning: String
  ) -> ExperimentKey {
    optional(path, kind, field, absence, meaning) {
      if case .text(let text) = $0 { Value(rawValue: text) } else { nil }
    } written: {
      .text($0.rawValue)
    }
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ path: String, _ field: Field<Choice?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    text(path, .choice(Choice.allCases.map(\.rawValue)), field, absence: absence, meaning)
  }

  static func choices<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ path: String, _ field: Field<[Choice]?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    optional(path, .choices(Choice.allCases.map(\.rawValue)), field, absence, meaning) {
      if case .texts(let words) = $0 { words.compactMap(Choice.init) } else { nil }
    } written: {
      .texts($0.map(\.rawValue))
    }
  }

  static func selection<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ path: String, _ field: Field<[Choice]?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    optional(path, .selection(Choice.allCases.map(\.rawValue)), field, absence, meaning) {
      if case .texts(let words) = $0 { words.compactMap(Choice.init) } else { nil }
    } written: {
      .texts($0.map(\.rawValue))
    }
  }

  static func number(
    _ path: String, _ field: Field<Double?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    let bounds = NumberBounds(lower: .included(-1e9), upper: .included(1e9))
    return optional(path, .number(bounds), field, absence, meaning) {
      if case .number(let value) = $0 { value } else { nil }
    } written: {
      .number($0)
    }
  }

  static func optional<Value>(
    _ path: String, _ kind: ExperimentKind, _ field: Field<Value?>, _ absence: String,
    _ meaning: String, read: @escaping @Sendable (ExperimentValue) -> Value?,
    written: @escaping @Sendable (Value) -> ExperimentValue
  ) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: kind, absence: absence,
      assign: { $1[keyPath: field] = read($0) },
      value: { $0[keyPath: field].map(written) ?? .none })
  }
}
