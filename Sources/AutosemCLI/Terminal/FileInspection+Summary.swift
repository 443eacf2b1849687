import Reports
import TaskData

extension FileInspection {
  /// What the file is taken for, and the keys of an experiment file for it.
  var summary: String {
    var table = TextTable(header: ["column", "holds", "values", "missing", "such as"])
    for column in columns {
      let distinct =
        column.distinct < InspectedColumn.mostDistinct
        ? "\(column.distinct)" : "\(InspectedColumn.mostDistinct) or more"
      table.add([
        column.name.isEmpty ? "(no name)" : column.name, column.kind.rawValue, distinct,
        "\(column.missing)", column.examples.joined(separator: " | "),
      ])
    }
    return (["\(path): \(layoutPhrase)"] + table.lines + [prediction] + keys + warnings)
      .joined(separator: "\n")
  }

  private var layoutPhrase: String {
    let count = isWhole ? "\(rows) rows" : "more than \(rows) rows"
    let between = delimiter.map { ", \($0.phrase) between columns" } ?? ""
    let header = format == .jsonl ? "" : hasHeader ? ", names in the first row" : ", no header"
    return "\(count), \(format.rawValue), \(encoding.rawValue)\(between)\(header)"
  }

  private var prediction: String {
    guard let answer = roles.label ?? roles.target else { return "predicts: \(roles.reason)" }
    return
      "predicts: probably '\(answer)', a \(roles.label == nil ? "number" : "class"); \(roles.reason)"
  }

  /// The task in an experiment file, each key with its reason.
  private var keys: [String] {
    let train = Guess(key: "train", value: Guess.yaml(path), reason: "")
    return ["  \(taskName):"] + ([train] + guesses).lines()
  }
}
