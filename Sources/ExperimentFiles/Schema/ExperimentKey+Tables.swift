import TaskData

/// Keys that say how a table is laid out.
extension ExperimentKey {
  /// A key that is `true`, `false` or absent.
  static func truth(
    _ path: String, _ field: Field<Bool?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    optional(path, .choice(["true", "false"]), field, absence, meaning) {
      if case .text(let word) = $0 { word == "true" } else { nil }
    } written: {
      .text("\($0)")
    }
  }

  /// A key of texts that may be written without a list.
  static func textOrList(
    _ path: String, _ phrase: String, _ field: Field<[String]?>, absence: String,
    _ meaning: String
  ) -> ExperimentKey {
    optional(path, .textOrList(phrase), field, absence, meaning) {
      switch $0 {
      case .text(let text): [text]
      case .texts(let texts): texts
      default: nil
      }
    } written: {
      .texts($0)
    }
  }

  /// A key of what replaces missing values.
  static func missing(
    _ path: String, _ field: Field<MissingValues?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    optional(path, .phrase("drop, mean, or the value that replaces it"), field, absence, meaning) {
      if case .text(let text) = $0 { MissingValues(rawValue: text) } else { nil }
    } written: {
      .text($0.rawValue)
    }
  }

  /// A key of labels, or of a map to them.
  static func labels(
    _ path: String, _ labels: Field<[String]?>, _ names: Field<[String: String]?>,
    absence: String, _ meaning: String
  ) -> ExperimentKey {
    ExperimentKey(
      path: path, meaning: meaning, kind: .labels, absence: absence,
      assign: { value, experiment in
        experiment[keyPath: labels] = if case .texts(let texts) = value { texts } else { nil }
        experiment[keyPath: names] = if case .map(let pairs) = value { pairs } else { nil }
      },
      value: { experiment in
        experiment[keyPath: labels].map { .texts($0) }
          ?? experiment[keyPath: names].map { .map($0) } ?? .none
      })
  }

  /// A key of a delimiter.
  static func delimiter(
    _ path: String, _ field: Field<Delimiter?>, absence: String, _ meaning: String
  ) -> ExperimentKey {
    let phrase = "a text, or a list of texts of which each ends a column, in turn"
    return optional(path, .textOrList(phrase), field, absence, meaning) { value in
      switch value {
      case .text(let text): .everywhere(unescaped(text))
      case .texts(let texts): .inTurn(texts.map(unescaped))
      default: nil
      }
    } written: { delimiter in
      switch delimiter {
      case .everywhere(let text): .text(text)
      case .inTurn(let texts): .texts(texts)
      }
    }
  }
}

/// YAML reads `\t` as a tab between double quotes alone.
private func unescaped(_ text: String) -> String { text.replacing("\\t", with: "\t") }
