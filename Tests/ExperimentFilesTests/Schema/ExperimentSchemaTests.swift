import ExperimentFiles
import Foundation
import TestSupport
import Testing
import TorchTrainer

/// The schema against the documentation and the experiments that come with the package.
@Suite struct ExperimentSchemaTests {
  /// The table of all keys as the documentation has it.
  private var table: String {
    let rows = (ExperimentSchema.keys + ExperimentSchema.taskKeys).map { key in
      let standard = key.defaultValue(in: .standard)
      let paper = key.defaultValue(in: .paper)
      let different = paper == standard || key.path == "mode" ? "" : paper
      return "| `\(key.path)` | \(standard) | \(different) | \(key.allowed) | \(key.meaning) |"
    }
    return
      (["| key | default | in paper mode | allowed | meaning |", "|---|---|---|---|---|"] + rows)
      .joined(separator: "\n") + "\n"
  }

  /// After a change of the schema: `RECORD_GOLDEN=1 swift test --filter ExperimentSchemaTests`.
  @Test func everyKeyIsDocumented() throws {
    let file = repositoryRoot.appendingPathComponent("docs/experiment-files.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let (begin, end) = ("<!-- keys -->\n", "<!-- end of keys -->")
    let first = try #require(text.range(of: begin))
    let last = try #require(text.range(of: end))
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      let recorded = text.replacingCharacters(in: first.upperBound..<last.lowerBound, with: table)
      try Data(recorded.utf8).write(to: file)
      Issue.record("recorded \(file.path)")
    } else {
      #expect(text[first.upperBound..<last.lowerBound] == table)
    }
  }

  @Test func theDocumentedExampleResolves() throws {
    let text = try String(
      contentsOf: repositoryRoot.appendingPathComponent("docs/experiment-files.md"), encoding: .utf8
    )
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(!blocks.isEmpty)
    for block in blocks {
      // The files of an example's own tasks are the one thing that is not there.
      for problem in problems(in: block) { #expect(problem.message.hasSuffix("does not exist")) }
    }
  }

  @Test func namesAreUniqueAndInSnakeCase() {
    let names = ExperimentSchema.keys.map(\.path)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { "abcdefghijklmnopqrstuvwxyz_.".contains($0) } })
  }

  /// What a key sets and what its default is read from must be the same position.
  @Test func aDefaultGivenInAFileChangesNothing() throws {
    // The choices that are not named have no word.
    let unwritten = [
      "primary", "comparison.reference", "kernels", "mixing.runs", "mixing.runs_objective",
      "mixing.runs_steps", "mixing.runs_model_size", "mixing.runs_repeats",
      "executor.memory", "executor.threads", "executor.partition", "executor.account",
      "executor.cpus_per_task", "executor.gres", "executor.time", "mixing.patience",
      "mixing.target", "selection.drawn_together", "stop_after",
    ]
    for key in ExperimentSchema.keys where !unwritten.contains(key.path) {
      for mode in ExperimentMode.allCases where key.path != "mode" {
        let value = key.defaultValue(in: mode)
        var settings = [("mode", mode.rawValue), ("primary", "rte")]
        if ["trainer.env", "trainer.timeout", "trainer.call_limit"].contains(key.path) {
          settings += [("trainer.kind", "command"), ("trainer.command", "[train]")]
        }
        let plain = try ExperimentFile.empty.resolved(overriding: written(settings))
        // Where there is no value, the default is a phrase.
        let isPhrase = [
          "auxiliary", "budget", "comparison.logs", "data", "derive", "executor.extra",
          "held_out.test", "held_out.validation", "output", "targets", "trainer.command",
          "trainer.env", "trainer.model",
        ].contains(key.path)
        let given = try ExperimentFile.empty.resolved(
          overriding: written(settings + [(key.path, isPhrase ? "null" : value)]))
        #expect(given == plain, "\(key.path)")
      }
    }
  }

  /// A setting without a key would be one that nobody can change.
  @Test func everySettingHasAKey() throws {
    let json = try ResolvedExperiment(primary: "rte").json()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    // The keys of the command are under those of the trainer; its folder is that of the file.
    let renamed = [
      "trainer_kind": "trainer.kind", "command.command": "trainer.command",
      "command.timeout": "trainer.timeout", "command.call_limit": "trainer.call_limit",
    ]
    func paths(_ object: [String: Any], under prefix: String) -> [String] {
      object.flatMap { name, value in
        if let inner = value as? [String: Any] {
          return paths(inner, under: name == "search" ? "" : "\(prefix)\(name).")
        }
        return ["\(prefix)\(name)"]
      }
    }
    let settings = Set(
      paths(object, under: "").filter { $0 != "command.folder" }.map { renamed[$0] ?? $0 }
        + [
          "auxiliary", "budget", "comparison.logs", "comparison.policies", "comparison.reference",
          "confirmation.save_model", "data", "derive", "executor.account", "executor.cpus_per_task",
          "executor.extra",
          "executor.gres", "executor.memory", "executor.partition", "executor.threads",
          "executor.time", "mixing.patience", "mixing.target",
          "selection.drawn_together", "stop_after", "held_out.test",
          "held_out.validation", "kernels", "mixing.runs", "mixing.runs_objective",
          "mixing.runs_steps",
          "mixing.runs_model_size", "mixing.runs_repeats", "output",
          "targets", "trainer.env", "trainer.model",
        ])
    #expect(settings == Set(ExperimentSchema.keys.map(\.path)))
  }

  /// The keys in quotation marks of messages, pages and experiments.
  @Test func keysThatAreNamedExist() throws {
    // `trainer.log` is a file.
    let known = Set(ExperimentSchema.keys.map(\.path)).union(["trainer.log"])
    let sections = Set(known.compactMap { $0.contains(".") ? $0.prefix { $0 != "." } : nil })
    var named: Set<String> = []
    for folder in ["Sources", "docs", "experiments"] {
      let root = repositoryRoot.appending(path: folder)
      for name in try FileManager.default.subpathsOfDirectory(
        atPath: root.path(percentEncoded: false))
      where name.hasSuffix(".swift") || name.hasSuffix(".md") || name.hasSuffix(".yml") {
        let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
        for match in text.matches(of: /['`](?<key>(?<section>[a-z]+)\.[a-z_]+)['`:= ]/)
        where sections.contains(match.output.section) {
          let key = String(match.output.key)
          named.insert(key)
          #expect(known.contains(key), "\(folder)/\(name) names '\(key)'")
        }
      }
    }
    #expect(named.count > 40)
  }

  // MARK: - Experiments

  private func experiments(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: repositoryRoot.appendingPathComponent(folder).path
    )
    .filter { $0.hasSuffix(".yml") }.sorted()
  }

  @Test func thereIsAnExperimentForEachOfThePapersPrimaries() throws {
    let primaries = ["cola.yml", "mrpc.yml", "qnli.yml", "rte.yml", "sst2.yml"]
    #expect(try Set(experiments(in: "experiments/paper")) == Set(primaries + ["glover-hokamp.yml"]))
    let others = [
      "quick.yml", "several-targets.yml", "rte-frozen.yml", "rte-tuned.yml", "qnli-500-frozen.yml",
    ]
    #expect(Set(try experiments(in: "experiments")) == Set(primaries + others))
  }

  @Test(arguments: ["experiments", "experiments/paper"])
  func everyExperimentResolvesAndIsNamedAfterItsPrimary(folder: String) throws {
    let glue = ["cola", "sst2", "mrpc", "stsb", "qqp", "mnli", "qnli", "rte", "wnli"]
    let temporary = try TemporaryFolder()
    let row = "question\tsentence\tlabel\nWho?\tHe did.\tentailment\n"
    let pairs = try (temporary.write(row, to: "a.tsv"), temporary.write(row, to: "b.tsv"))
    for name in try experiments(in: folder) {
      let file = repositoryRoot.appendingPathComponent(folder).appendingPathComponent(name)
      // Nothing else needs it, and nothing reads it yet.
      var files = [(key: "trainer.model", value: "model")]
      if name == "qnli-500-frozen.yml" {
        files += [("tasks.qnli-500.train", pairs.0), ("tasks.qnli-500.test", pairs.1)]
      }
      let experiment = try ExperimentFile(contentsOf: file).resolved(
        overriding: written(files), availableTasks: { _ in glue })
      // That of another paper compares policies, of which AutoSeM's mode is ours.
      let isPaper = folder.hasSuffix("paper") && name != "glover-hokamp.yml"
      #expect(experiment.mode == (isPaper ? .paper : .standard))
      let encoder = experiment.trainer.encoder.rawValue
      let names = [
        "quick.yml", "several-targets.yml", "glover-hokamp.yml", "\(experiment.primary).yml",
        "\(experiment.primary)-\(encoder).yml",
      ]
      #expect(names.contains(name))
      #expect(experiment.data == nil)
    }
  }
}
