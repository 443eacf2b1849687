import AutoSeM
import CommandTrainer
import ExperimentFiles
import Foundation
import Multitask
import PolicyComparison
import Testing
import TorchTrainer

@Suite struct ExperimentFileTests {
  // MARK: - What is accepted

  @Test func whatAFileLeavesOutIsTheDefault() throws {
    #expect(try resolved("primary: rte") == ResolvedExperiment(primary: "rte"))
  }

  @Test func everyKeyIsRead() throws {
    let experiment = try resolved(
      """
      mode: default
      primary: mrpc
      auxiliary: [rte, "mnli"]
      data: glue
      output: ../runs/a
      seed: 18446744073709551615
      workers: 3
      selection:
        rounds: 7
        batches_per_pull: 8
        primary_share: 0.25
        reward: metric
        decay: 0
        rule: mean
        keep: 2
        threshold: 0.75
      mixing:
        trials: 30
        steps: 1000
        initial_trials: 9
        proposed_together: 4
        space: integer_ratio
        primary_share: 0.01
        acquisition: gp_hedge
        hyperparameter_samples: 5
        prior: utilities
        schedule: multinomial
        objective: log_loss
      confirmation:
        seeds: 4
      comparison:
        policies: [uniform, autosem]
        reference: autosem
        seeds: 6
        batches: 900
        steps: 90
        measure_every: 45
        search_share: 0.25
        logs: [../runs/first, /runs/second]
      trainer:
        encoder: pooled
        embedding_buckets: 1000
        embedding_dimension: 20
        hidden_dimension: 30
        learning_rate: 1e-4
        weight_decay: .5
        dropout: 0.3
        batch_size: 16
        clip_norm: 2
        maximum_tokens: 40
        optimiser_moments: per_task
        sharing: block_sparse
        sharing_strength: 0.5
        threads: 2
      """)
    var expected = ResolvedExperiment(primary: "mrpc")
    expected.auxiliary = ["rte", "mnli"]
    expected.data = "/folder/glue"
    expected.output = "/runs/a"
    expected.search.seed = .max
    expected.search.workers = 3
    expected.search.selection.rounds = 7
    expected.search.selection.batchesPerPull = 8
    expected.search.selection.primaryShare = 0.25
    expected.search.selection.reward = .metric
    expected.search.selection.decay = 0
    expected.search.selection.rule = .mean
    expected.search.selection.keep = 2
    expected.search.selection.threshold = 0.75
    expected.search.mixing.trials = 30
    expected.search.mixing.steps = 1000
    expected.search.mixing.initialTrials = 9
    expected.search.mixing.proposedTogether = 4
    expected.search.mixing.space = .integerRatio
    expected.search.mixing.primaryShare = 0.01
    expected.search.mixing.acquisition = .gpHedge
    expected.search.mixing.hyperparameterSamples = 5
    expected.search.mixing.prior = .utilities
    expected.search.mixing.schedule = .multinomial
    expected.search.mixing.objective = .logLoss
    expected.search.confirmation.seeds = 4
    expected.comparison.policies = [.fixed(.uniform), .search(.autosem)]
    expected.comparison.reference = .search(.autosem)
    expected.comparison.seeds = 6
    expected.comparison.batches = 900
    expected.comparison.steps = 90
    expected.comparison.measureEvery = 45
    expected.comparison.searchShare = 0.25
    expected.comparison.logs = ["/runs/first", "/runs/second"]
    expected.trainer.encoder = .pooled
    expected.trainer.embeddingBuckets = 1000
    expected.trainer.embeddingDimension = 20
    expected.trainer.hiddenDimension = 30
    expected.trainer.learningRate = 1e-4
    expected.trainer.weightDecay = 0.5
    expected.trainer.dropout = 0.3
    expected.trainer.batchSize = 16
    expected.trainer.clipNorm = 2
    expected.trainer.maximumTokens = 40
    expected.trainer.optimiserMoments = .perTask
    expected.trainer.sharing = .blockSparse
    expected.trainer.sharingStrength = 0.5
    expected.trainer.threads = 2
    #expect(experiment == expected)
  }

  @Test func paperModeStartsFromThePapersChoicesAndKeysOverrideThem() throws {
    let experiment = try resolved("selection: {decay: 0.1}\nmode: paper\nprimary: rte")
    var expected = SearchSettings.paper
    expected.selection.decay = 0.1
    #expect(experiment.mode == .paper)
    #expect(experiment.search == expected)
    #expect(experiment.trainer.optimiserMoments == .perTask)
    #expect(experiment.trainer.dropout == 0.5)
  }

  @Test(arguments: [
    "\u{FEFF}primary: rte",
    "primary: rte\r\nmixing:\r\n  # trials: 5\r\n",
    "primary: RTE",
    "{primary: rte, mixing: {}}",
    "primary: rte\ndata: null\noutput:\nauxiliary: ~",
    "# comment\n---\nprimary: 'rte'\n...\n",
    "primary: rte\nseed: 0001",
    "primary: rte\nworkers: &two 2\nmixing:\n  proposed_together: *two",
  ])
  func theseSayTheSameAsThePrimaryAlone(text: String) throws {
    #expect(try resolved(text) == ResolvedExperiment(primary: "rte"))
  }

  @Test func theDesignHasNoMoreTrialsThanThereAreUnlessItIsSaid() throws {
    #expect(try resolved("primary: rte\nmixing: {trials: 5}").search.mixing.initialTrials == 5)
    #expect(try resolved("primary: rte\nmixing: {trials: 50}").search.mixing.initialTrials == 8)
    expect(
      "primary: rte\nmixing:\n  trials: 5\n  initial_trials: ▸6",
      gives: ["'mixing.initial_trials': at most 'mixing.trials', 5, was expected, got 6"])
  }

  // MARK: - Paths

  @Test func aPathInAFileStartsAtItsFolderAndOneInASettingAtTheCurrentFolder() throws {
    let current = FileManager.default.currentDirectoryPath
    let text = "primary: rte\ndata: glue\noutput: /runs/a"
    #expect(try resolved(text).data == "/folder/glue")
    #expect(try resolved(text).output == "/runs/a")
    #expect(try resolved(text, [("data", "glue")]).data == "\(current)/glue")
    #expect(try resolved(text, [("data", "null")]).data == nil)
    let relative = try ExperimentFile(text: text, name: "experiments/a.yml").resolved()
    #expect(relative.data == "\(current)/experiments/glue")
  }

  @Test(arguments: ["2024", "@home", "a: b", "[x]", "'a b'", "no"])
  func aPathInASettingIsTakenAsItStands(path: String) throws {
    let expected = path == "'a b'" ? "a b" : path
    #expect(
      try resolved("primary: rte", [("output", "/runs/\(path)")]).output == "/runs/\(path)")
    #expect(
      try resolved("primary: rte", [("output", path)]).output
        == "\(FileManager.default.currentDirectoryPath)/\(expected)")
  }

  @Test func aPathMayStartAtTheHomeFolder() throws {
    let home = NSString(string: "~").expandingTildeInPath
    #expect(try resolved("primary: rte\ndata: ~/glue").data == "\(home)/glue")
  }

  // MARK: - Settings

  @Test func aSettingTakesPrecedenceOverTheFileAndOverTheSettingsBeforeIt() throws {
    let experiment = try resolved(
      "primary: rte\nmixing: {trials: 30}\nauxiliary: [mnli]",
      [
        ("mixing.trials", "40"), ("mixing.trials", "50"), ("auxiliary", "[qqp, sst2]"),
        ("trainer.learning_rate", "0.5"), ("mode", "paper"),
      ])
    #expect(experiment.search.mixing.trials == 50)
    #expect(experiment.auxiliary == ["qqp", "sst2"])
    #expect(experiment.trainer.learningRate == 0.5)
    #expect(experiment.search.selection == SearchSettings.paper.selection)
  }

  @Test func settingsAloneAreEnough() throws {
    let experiment = try ExperimentFile.empty.resolved(overriding: written([("primary", "rte")]))
    #expect(experiment == ResolvedExperiment(primary: "rte"))
  }

  @Test(arguments: [
    (
      "mixing.trials", "many",
      "'mixing.trials': a whole number from 1 to 100000 was expected, got many"
    ),
    (
      "mixing.trials", "",
      "'mixing.trials': a whole number from 1 to 100000 was expected, got nothing"
    ),
    ("mixing.trails", "40", "unknown key 'mixing.trails': did you mean 'mixing.trials'?"),
    ("trials", "40", "unknown key 'trials': did you mean 'mixing.trials'?"),
    (
      "confirmation", "{seeds: 3}",
      "'confirmation' is a section: its keys are confirmation.seeds, confirmation.save_model"
    ),
    (
      "mixing.space", "simplx",
      "'mixing.space': 'simplex' or 'integer_ratio' was expected, got simplx: did you mean 'simplex'?"
    ),
    (
      "auxiliary", "[mnli",
      "not YAML: while parsing a flow sequence, did not find expected ',' or ']'"
    ),
    ("seed", "", "'seed': a whole number from 0 to 18446744073709551615 was expected, got nothing"),
    ("auxiliary", "[mnli, mnli]", "'auxiliary': 'mnli' is in the list already"),
  ])
  func aWrongSettingIsReportedAsOne(key: String, value: String, message: String) {
    let found = problems(in: "primary: rte", settings: [(key, value)])
    #expect(
      found == [ExperimentProblem(position: .option("--set \(key)=\(value)"), message: message)])
  }

  /// No option is named `--failures_in_a_row` or `--mixing.trials`.
  @Test(arguments: [
    ("primary", ""), ("failures_in_a_row", "0"), ("mixing.trials", "0"), ("trails", "5"),
  ])
  func aWrongSettingIsNamedAsItWasWritten(key: String, value: String) {
    let found = problems(in: "primary: rte", settings: [(key, value)])
    #expect(found.first?.description.hasPrefix("--set \(key)=\(value): ") == true)
  }

  @Test func anOptionIsAValueAndNoTextInYAML() throws {
    func resolved(_ key: String, _ value: ExperimentValue) throws -> ResolvedExperiment {
      try ExperimentFile(text: "primary: rte", name: "/folder/a.yml").resolved(overriding: [
        ExperimentSetting(key: "trainer.kind", value: .text("command"), written: "--kind command"),
        ExperimentSetting(
          key: "trainer.command", value: .texts(["a", "no", "1"]), written: "--command"),
        ExperimentSetting(key: key, value: value, written: "--option"),
      ])
    }
    for name in ["null", "[x]", "a: b", "# c", "'d'", "1e3", "no"] {
      #expect(try resolved("primary", .text(name)).primary == name)
      #expect(try resolved("auxiliary", .texts([name, "b"])).auxiliary == [name, "b"])
      #expect(try resolved("output", .text("/\(name)")).output == "/\(name)")
    }
    #expect(try resolved("mixing.trials", .integer(7)).search.mixing.trials == 7)
    #expect(try resolved("seed", .seed(.max)).search.seed == .max)
    #expect(try resolved("trainer.timeout", .number(1e-5)).command.timeout == 1e-5)
    #expect(try resolved("auxiliary", .none).auxiliary == nil)
    #expect(try resolved("primary", .text("a")).command.command == ["a", "no", "1"])
    let problem = ExperimentProblem(
      position: .option("--option"),
      message: "'mixing.trials': a whole number from 1 to 100000 was expected, got 0")
    #expect(throws: ExperimentFileError.problems([problem])) {
      try resolved("mixing.trials", .integer(0))
    }
  }

  @Test func withoutAFileAMissingPrimaryIsNowhere() {
    #expect {
      try ExperimentFile.empty.resolved()
    } throws: { error in
      error as? ExperimentFileError
        == .problems([
          ExperimentProblem(
            position: .experiment,
            message: "'primary' is missing: the name of the task that matters was expected")
        ])
    }
  }

  // MARK: - Files

  @Test func aFileIsReadAndNamedAsItWasGiven() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("autosem-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("a.yml")
    try Data("primary: rte\ndata: glue".utf8).write(to: file)
    let experiment = try ExperimentFile(contentsOf: file).resolved()
    #expect(experiment.data == folder.appendingPathComponent("glue").standardizedFileURL.path)
    #expect(
      throws: ExperimentFileError.unreadable(path: "no/b.yml", reason: "there is no such file")
    ) {
      try ExperimentFile(contentsOf: URL(fileURLWithPath: "no/b.yml"))
    }
    #expect(throws: ExperimentFileError.self) { try ExperimentFile(contentsOf: folder) }

    try Data("primary: rte\n# é".utf8 + [0xE9] + "\nx: y".utf8).write(to: file)
    #expect {
      try ExperimentFile(contentsOf: file)
    } throws: { error in
      error as? ExperimentFileError
        == .problems([
          ExperimentProblem(
            position: .file(name: file.path, line: 2, column: 4, excerpt: ""),
            message: "a text in UTF-8 was expected, got other bytes")
        ])
    }
  }
}
