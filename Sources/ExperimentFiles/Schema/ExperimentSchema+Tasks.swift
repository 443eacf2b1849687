import Multitask
import TaskData

extension ExperimentSchema {
  /// The keys of an experiment's own tasks, as the documentation lists them, under the name `NAME`.
  public static var taskKeys: [ExperimentKey] { taskKeys(of: "NAME") }

  /// Returns the keys of an own task.
  static func taskKeys(of name: String) -> [ExperimentKey] {
    let section = "tasks.\(name)"
    return [
      .texts(
        "\(section).train", .files, \.[task: name].train, absence: "must be given",
        "the files of the training examples, relative to the experiment file; they may be "
          + "compressed (`.gz`)"),
      .texts(
        "\(section).validation", .files, \.[task: name].validation,
        absence: "cut from `train`", "the files of the validation examples"),
      .texts(
        "\(section).test", .files, \.[task: name].test, absence: "cut from `train`",
        "the files of the test examples, which the search never sees"),
    ]
      + layoutKeys(of: name, section)
      + [
        .texts(
          "\(section).text", .columns(1...2), \.[task: name].text, absence: "none",
          "the column of the sentence, or the two columns of a pair such as premise and hypothesis"),
        .texts(
          "\(section).join", .columns(1...100), \.[task: name].join, absence: "none",
          "the columns of which one text is made, in place of `text`"),
        .texts(
          "\(section).features", .columns(1...10_000), \.[task: name].features, absence: "none",
          "the input columns of numbers and categories, in place of `text`"),
        .texts(
          "\(section).categories", .columns(1...10_000), \.[task: name].categories,
          absence: "columns of texts",
          "those of `features` that are categories though they look like numbers"),
        .text(
          "\(section).label", .column, \.[task: name].label, absence: "none, with `target`",
          "the column of the class to predict"),
        .labels(
          "\(section).labels", \.[task: name].labels, \.[task: name].labelNames,
          absence: "those in `train`, sorted",
          "the classes; for F1 the second is the positive one. A map gives the labels that texts of the "
            + "files stand for; other texts stand for themselves"),
        .textOrList(
          "\(section).drop_labels", "a label, which may be empty, or a list of labels",
          \.[task: name].dropLabels,
          absence: "none", "the labels whose rows are left out"),
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
        .text(
          "\(section).held_out.validation", .amount(allowsRest: false),
          \.[task: name].heldOut.parts.validation,
          absence: "`held_out.validation`", "the validation split of this task"),
        .text(
          "\(section).held_out.test", .amount(allowsRest: true), \.[task: name].heldOut.parts.test,
          absence: "`held_out.test`",
          "the test split of this task; `rest` is all that `limit` leaves over"),
        .text(
          "\(section).tasks_by", .column, \.[task: name].tasksBy, absence: "one task",
          "the column of which each value is a task of its own"),
        .text(
          "\(section).task_names", .phrase("a text with `{value}`"), \.[task: name].taskNames,
          absence: "{value}", "the names of those tasks"),
        .integer(
          "\(section).most_tasks", 1...10_000, \.[task: name].mostTasks,
          absence: "all, up to 200", "the number of those tasks, which have the most rows"),
      ]
  }

  /// Returns the keys of the layout of an own task's files.
  private static func layoutKeys(of name: String, _ section: String) -> [ExperimentKey] {
    [
      .choice(
        "\(section).format", \.[task: name].layout.format, absence: "what the file's name ends in",
        "the format, whatever the file's name: fields between delimiters, tabs without quotes, or one "
          + "JSON object per line; of `parquet` and `arrow`, how to convert them is said"),
      .delimiter(
        "\(section).delimiter", \.[task: name].layout.delimiter,
        absence: "a tab in TSV, otherwise what the first rows suggest",
        "the text between columns, `\\t` for a tab"),
      .truth(
        "\(section).quoted", \.[task: name].layout.quoted, absence: "true in CSV, false in TSV",
        "whether columns may be in quotes, with quotes in them doubled"),
      .choice(
        "\(section).header", \.[task: name].layout.header, absence: "first",
        "whether the first row has the names of the columns; with `none` they are 0, 1, 2 and so on"
      ),
      .integer(
        "\(section).skip", 0...1_000_000, \.[task: name].layout.skip, absence: "0",
        "the number of lines before the first row of each file"),
      .text(
        "\(section).comment", .phrase("a text"), \.[task: name].layout.comment, absence: "none",
        "the text at the beginning of lines that are no rows"),
      .choice(
        "\(section).encoding", \.[task: name].layout.encoding,
        absence: "that of the byte-order mark, otherwise utf-8", "the encoding of the files"),
      .truth(
        "\(section).trim", \.[task: name].layout.trim, absence: "false",
        "whether spaces at the ends of texts, labels and categories are left out"),
      .missing(
        "\(section).missing", \.[task: name].layout.missing, absence: "an error",
        "what becomes of missing values: rows that have one are left out, or it is replaced by the "
          + "mean of the training examples or by this value; a row without target is left out"),
      .textOrList(
        "\(section).na", "a text, which may be empty, or a list of texts", \.[task: name].layout.na,
        absence: "the empty text", "the texts that stand for a missing value"),
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
