import AutoSeM
import CommandTrainer
import ExperimentFiles
import Multitask
import Testing

@Suite struct TargetsTests {
  @Test func aListIsOfTargetsOfEqualWeight() throws {
    let experiment = try resolved("primary: [RTE, mrpc]")
    #expect(experiment.primary == "rte" && experiment.targetNames == ["rte", "mrpc"])
    #expect(experiment.targets == [NamedTarget("rte"), NamedTarget("mrpc")])
    #expect(try resolved("primary: [rte]") == resolved("primary: rte"))
    #expect(try resolved("targets: {rte: 2}") == resolved("primary: rte"))
  }

  @Test func aMapHasTheWeightsAndWhatATargetMayLose() throws {
    let experiment = try resolved(
      "targets: {rte: 1, mrpc: 0.5, stsb: {weight: 2, lose_at_most: 0.01}, cola: {lose_at_most: 0}}"
    )
    #expect(
      experiment.targets == [
        NamedTarget("rte"), NamedTarget("mrpc", weight: 0.5),
        NamedTarget("stsb", weight: 2, loseAtMost: 0.01), NamedTarget("cola", loseAtMost: 0),
      ])
    #expect(try ResolvedExperiment(json: experiment.json()) == experiment)
  }

  @Test func anOptionTakesPrecedence() throws {
    let file = ExperimentFile(text: "targets: {rte: 1, mrpc: 0.5}", name: "e.yml")
    func targets(_ key: String, _ text: String) throws -> [NamedTarget]? {
      try file.resolved(overriding: [ExperimentSetting(key: key, text: text)]).targets
    }
    #expect(try targets("primary", "cola") == nil)
    #expect(try targets("primary", "[cola, rte]")?.map(\.name) == ["cola", "rte"])
    #expect(try targets("targets", "{cola: 2, rte: 3}")?.map(\.weight) == [2, 3])
    let plain = ExperimentFile(text: "primary: rte", name: "e.yml")
    let experiment = try plain.resolved(overriding: [
      ExperimentSetting(key: "targets", text: "{cola: 2, rte: 3}")
    ])
    #expect(experiment.primary == "cola" && experiment.targets?.count == 2)
  }

  @Test func theSettingsAreReadAsTheyAreWritten() throws {
    for text in [
      "primary: [rte, mrpc]", "targets: {rte: 1, mrpc: {weight: 0.5, lose_at_most: 0.01}}",
    ] {
      let experiment = try resolved(text)
      let written = experiment.settings.compactMap { setting in
        setting.value.map { ExperimentSetting(key: setting.key, text: $0) }
      }
      let plain = written.filter { ["primary", "targets"].contains($0.key) }
      #expect(plain.count == 1)
      #expect(try ExperimentFile.empty.resolved(overriding: plain) == experiment, "\(text)")
    }
  }

  @Test(arguments: [
    ("primary: [rte, rte]", "'primary': 'rte' is in the list already"),
    ("primary: [rte, mrcp]", "'primary': there is no task 'mrcp': did you mean 'mrpc'?"),
    ("targets: {rte: 1, mrcp: 1}", "'targets': there is no task 'mrcp': did you mean 'mrpc'?"),
    ("targets: {rte: 0, mrpc: 1}", "'targets': 'rte': a number above 0"),
    ("targets: {rte: {wight: 1}}", "the keys weight and lose_at_most were expected, got wight"),
    ("targets: [rte, mrpc]", "'targets': a map of names to weights"),
    ("targets: {}", "'targets': a map of names to weights"),
    ("targets: {rte: {lose_at_most: -1}, mrpc: 1}", "of at least 0"),
    ("targets: {rte: {lose_at_most: 0.1}}", "is the only target"),
    ("primary: rte\ntargets: {rte: 1, mrpc: 1}", "one of the two was expected"),
    ("primary: [rte, mrpc]\nauxiliary: [mrpc]", "'mrpc' is one of the targets"),
    (
      "targets: {rte: 1, mrpc: {lose_at_most: 0.1}}\nmixing: {fidelity: partial}",
      "needs 'mixing.fidelity: full'"
    ),
    ("seed: 1", "'primary' is missing"),
  ])
  func aMistakeIsReported(_ text: String, _ message: String) {
    let error = #expect(throws: ExperimentFileError.self) { try resolved(text) }
    #expect(error.map { "\($0)".contains(message) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func theTargetsOfAScorerNeedNotBeTasks() throws {
    let text = """
      targets: {gsm8k: 1, code: 2}
      auxiliary: [web, code]
      trainer: {kind: score, command: [sh, -c, "echo 1"]}
      """
    var experiment = try resolved(text)
    experiment.command.folder = "/"
    let tasks = try experiment.prepared().factory.tasks
    #expect(tasks.names == ["web", "code", "gsm8k"])
    #expect(tasks.targetNames == ["gsm8k", "code"])
    #expect(tasks.trainedTargets == [TaskIndex(1)])
  }

  @Test func severalTargetsNeedNoAuxiliaries() throws {
    let experiment = try resolved("primary: [rte, mrpc]\nauxiliary: []")
    #expect(experiment.auxiliary == [])
    #expect(try experiment.prepared().factory.tasks.names.sorted() == ["mrpc", "rte"])
    let setting = try #require(experiment.settings.first { $0.key == "auxiliary" })
    #expect(setting.value == "[]" && !setting.isDefault)
  }

  @Test func everyTargetHasItsSplitsAndLeaksOfEachAreLookedFor() throws {
    let prepared = try resolved("primary: [rte, mrpc]\nauxiliary: [mnli]").prepared()
    let tasks = prepared.factory.tasks
    #expect(tasks.targetNames == ["rte", "mrpc"] && tasks.auxiliaries.count == 1)
    #expect(tasks.targets.allSatisfy { tasks[$0.task].validationExamples > 0 })
    #expect(prepared.summary().hasPrefix("targets: rte, mrpc; auxiliary: mnli\n"))
  }
}
