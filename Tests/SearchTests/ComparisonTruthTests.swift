import AutoSeM
import GSLNumerics
import Multitask
import PolicyComparison
import RunJournal
import TaskData
import TaskWeighting
import Testing
import TorchTrainer

/// Comparisons with the built-in trainer.
@Suite(.serialized) struct ComparisonTruthTests {
  private static func compared(
    _ settings: ComparisonSettings, tasks names: [String], workers: Int = 2
  ) async throws -> Journal {
    let suite = try TaskSuite.synthetic(seed: 4, names: names)
    let streams = RandomStreams(seed: 4).substreams("validation")
    let factory = try TorchTrainerFactory(
      tasks: suite.tasks.map { SplitTask($0, in: SplitOrder(using: streams.stream("held-out"))) },
      primary: TaskIndex(try #require(suite.names.firstIndex(of: "rte"))),
      settings: TorchTrainerSettings(
        embeddingBuckets: 512, embeddingDimension: 8, hiddenDimension: 8))
    let journal = try Journal.inMemory(
      header: RunHeader(
        kind: .comparison, version: "test", experiment: "{}", origin: "synthetic",
        isSynthetic: true, tasks: factory.tasks))
    var search = SearchSettings()
    search.workers = workers
    search.selection.rounds = 6
    search.selection.batchesPerPull = 3
    search.mixing.trials = 6
    search.mixing.initialTrials = 5
    search.mixing.steps = 5
    _ = try await Comparison(
      settings: settings, search: search, factory: factory
    ).run(journal: journal)
    return journal
  }

  /// Every policy that there is, with few batches: all come to an end, spend what they may, and come out
  /// the same with another number of workers.
  @Test func everyPolicyTrainsAndReplays() async throws {
    var settings = ComparisonSettings()
    settings.seeds = 2
    settings.batches = 90
    settings.steps = 40
    settings.measureEvery = 20
    var transcripts: [String] = []
    for workers in [1, 2] {
      let journal = try await Self.compared(
        settings, tasks: ["rte", "mnli", "sst2"], workers: workers)
      let runs = try journal.policyRuns()
      #expect(runs.count == 2 * ComparedPolicy.allCases.count)
      for run in runs {
        #expect(run.validation != nil, "\(run.policy): \(run.result)")
        #expect(run.batches <= 90 && run.batches > 76, "\(run.policy): \(run.batches)")
      }
      transcripts.append(try journal.transcript())
    }
    #expect(transcripts[0] == transcripts[1])
  }

  /// One step with a batch of every task costs as many batches as there are tasks, in equal parts.
  @Test func aJointStepIsPaidForByEveryTask() async throws {
    var settings = ComparisonSettings()
    settings.policies = [.weighting(.equal), .weighting(.pcGrad), .bandit(.gradientAlignment)]
    settings.seeds = 2
    settings.batches = 60
    settings.steps = 60
    let journal = try await Self.compared(settings, tasks: ["rte", "mnli", "sst2"])
    for run in try journal.policyRuns() where run.policy != "gradient_alignment" {
      #expect(run.mixture.weights.allSatisfy { abs($0 - 1 / 3.0) < 1e-12 }, "\(run.policy)")
    }
    let aligned = try journal.policyRuns().filter { $0.policy == "gradient_alignment" }
    // The primary is in every other batch at least.
    #expect(aligned.allSatisfy { $0.mixture.weights[0] >= 0.5 })
  }
}
