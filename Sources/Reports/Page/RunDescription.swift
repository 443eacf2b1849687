import Multitask
import Plots
import RunJournal

/// What was run: the part of a page that lets a reader repeat the run.
struct RunDescription {
  let header: RunHeader
  let settings: [ReportedSetting]

  /// The section of the page.
  var section: Document.Section {
    Document.Section(
      name: "run", title: "What was run",
      blocks: [.facts(facts)] + repetition + [tasks] + experiment)
  }

  private var facts: [Block.Fact] {
    let seed = settings.first { $0.key == "seed" }.map {
      [Block.Fact(name: "seed", value: $0.description)]
    }
    return [
      Block.Fact(name: "version", value: header.version), Block.Fact(name: "data", value: data),
    ]
      + (header.fingerprint.isEmpty
        ? [] : [Block.Fact(name: "fingerprint of the data", value: header.fingerprint)])
      + (seed ?? [])
  }

  private var data: String {
    header.isSynthetic ? "\(header.origin): SYNTHETIC" : header.origin
  }

  // MARK: - The command

  /// The command that makes the same run again; none for a run of a Swift program.
  private var repetition: [Block] {
    guard !settings.isEmpty else { return [] }
    return [
      .paragraph("This command makes the same run again:"),
      .code(command),
    ]
  }

  private var command: String {
    let name = header.kind == .comparison ? "autosem compare" : "autosem run"
    let changes = settings.filter { !$0.isDefault && $0.key != "output" }.compactMap { setting in
      setting.value.map { "--set \(inShell("\(setting.key)=\($0)"))" }
    }
    return ([name] + changes).joined(separator: " ")
  }

  private func inShell(_ argument: String) -> String {
    let isPlain = argument.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "_./=-".unicodeScalars.contains($0)
    }
    return isPlain ? argument : "'" + argument.replacing("'", with: #"'\''"#) + "'"
  }

  // MARK: - Tables

  private var tasks: Block {
    let rows = header.tasks.enumerated().map { index, task in
      [task.name + (header.tasks.role(of: TaskIndex(index)).map { " (\($0))" } ?? ""), task.metric]
        + [task.trainingExamples, task.validationExamples, task.testExamples].map {
          $0 == 0 ? "–" : "\($0)"
        }
    }
    return .table(
      DataTable(
        columns: ["task", "metric", "training", "validation", "test examples"], rows: rows),
      caption: "The tasks")
  }

  /// The keys that differ from the defaults, and the others folded.
  private var experiment: [Block] {
    guard !settings.isEmpty else {
      return [.paragraph("The settings:"), .code(header.experiment)]
    }
    let changed = settings.filter { !$0.isDefault }
    return [
      .paragraph("The keys of the experiment that differ from the defaults:"),
      table(changed, "The keys that differ from the defaults"),
      .folded("All \(settings.count) keys", [table(settings, "All keys of the experiment")]),
    ]
  }

  private func table(_ settings: [ReportedSetting], _ caption: String) -> Block {
    .table(
      DataTable(
        columns: ["key", "value"], rows: settings.map { [$0.key, $0.description] }),
      caption: caption,
      changed: Set(settings.indices.filter { !settings[$0].isDefault }))
  }
}
