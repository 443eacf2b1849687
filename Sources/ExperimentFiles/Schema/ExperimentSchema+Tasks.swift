import Multitask
import TaskData

extension ExperimentSchema {
  /// The keys of an experiment's own tasks, as the documentation lists them, under the name `NAME`.
  public static var taskKeys: [ExperimentKey] { taskKeys(of: "NAME") }

  /// Returns the keys of an own task.
  static func taskKeys(of name: String) -> [ExperimentKey] {
    let section = "tasks.\(name)"
    return [
      .text(
        "\(section).train", .file, \.[task: name].train, absence: "must be given",
        "the file of the training examples, relative to the experiment file; it may be "
          + "compressed (`.gz`)"),
      .text(
        "\(section).validation", .file, \.[task: name].validation,
        absence: "cut from `train`", "the file of the validation examples"),
      .text(
        "\(section).test", .file, \.[task: name].test, absence: "cut from `train`",
        "the file of the test examples, which the search never sees"),
      .choice(
        "\(section).format", \.[task: name].format, absence: "what the file's name ends in",
        "the format: commas and quotes, tabs without quotes, or one JSON object per line"),
      .texts(
        "\(section).text", .columns(1...2), \.[task: name].text, absence: "none",
        "the column of the sentence, or the two columns of a pair"),
      .texts(
        "\(section).features", .columns(1...10_000), \.[task: name].features, absence: "none",
        "the columns of the input numbers, in place of `text`"),
      .text(
        "\(section).label", .column, \.[task: name].label, absence: "none, with `target`",
        "the column of the class to predict"),
      .texts(
        "\(section).labels", .labels, \.[task: name].labels,
        absence: "those in `train`, sorted",
        "the classes; for F1 the second is the positive one"),
      .text(
        "\(section).target", .column, \.[task: name].target, absence: "none, with `label`",
        "the column of the number to predict"),
      .choice(
        "\(section).metric", \.[task: name].metric,
        absence: "accuracy, or pearson with `target`", "the metric"),
      .integer(
        "\(section).limit", 2...1_000_000_000, \.[task: name].limit, absence: "all",
        "the number of training examples, drawn at random; a smaller sample is part of a larger one"
      ),
      .text(
        "\(section).group", .column, \.[task: name].group, absence: "none",
        "the column of a group, such as a patient; rows with an equal value are in one split, also "
          + "across tasks with this column"),
      .amount(
        "\(section).held_out.validation", \.[task: name].heldOut.parts.validation,
        absence: "`held_out.validation`", "the validation split of this task"),
      .amount(
        "\(section).held_out.test", allowsRest: true, \.[task: name].heldOut.parts.test,
        absence: "`held_out.test`",
        "the test split of this task; `rest` is all that `limit` leaves over"),
    ]
  }

  /// Returns the key of an own task.
  static func taskKey(_ path: String) -> ExperimentKey? {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, let name = taskName(ofSection: parts[0] + "." + parts[1]) else {
      return nil
    }
    let full = "tasks.\(name).\(parts[2...].joined(separator: "."))"
    return taskKeys(of: name).first { $0.path == full }
  }

  /// Whether keys may stand under a name.
  static func isSection(_ path: String) -> Bool {
    path == "tasks" || sections.contains(path) || taskName(ofSection: path) != nil
      || taskKeys.contains { $0.path.hasPrefix("\(pattern(of: path)).") }
  }

  /// Returns a section with `NAME` for the name of its task.
  private static func pattern(of path: String) -> String {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "tasks" else { return path }
    return "tasks.NAME.\(parts[2])"
  }

  /// Returns a key as it is looked up: the names of tasks are in lower case.
  static func spelling(of key: String, in section: String?) -> String {
    section == "tasks" ? key.lowercased() : key
  }

  /// Returns the name in `tasks.NAME`, in lower case; nil for other sections.
  static func taskName(ofSection path: String) -> String? {
    guard path.hasPrefix("tasks.") else { return nil }
    let name = path.dropFirst("tasks.".count).lowercased()
    let isName =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
      }
    return isName ? name : nil
  }
}
