import AutoSeM
import Execution
import ExperimentFiles
import Foundation
import Testing

@Suite struct ExecutorKeyTests {
  private func resolved(_ text: String) throws -> ResolvedExperiment {
    try ExperimentFile(text: "primary: rte\n" + text, name: "e.yml").resolved()
  }

  @Test func aPlaceIsWrittenAloneOrWithItsKeys() throws {
    #expect(try resolved("").executor == ExecutorSettings())
    #expect(try resolved("executor: processes\n").executor.kind == .processes)
    let slurm = try resolved(
      """
      executor:
        kind: slurm
        partition: gpu
        account: 12
        cpus_per_task: 4
        memory: 16G
        gres: gpu:1
        time: 90
        extra: [--qos=low]
        max_submitted: 7
        retries: 0

      """
    ).executor
    #expect(slurm.kind == .slurm)
    #expect(slurm.partition == "gpu")
    #expect(slurm.account == "12")
    #expect(slurm.cpusPerTask == 4)
    #expect(slurm.memory == MemorySize(rawValue: "16G"))
    #expect(slurm.gres == "gpu:1")
    #expect(slurm.time == "90")
    #expect(slurm.extra == ["--qos=low"])
    #expect(slurm.maxSubmitted == 7)
    #expect(slurm.retries == 0)
  }

  @Test func aSettingNamesThePlaceAlone() throws {
    let setting = ExperimentSetting(key: "executor", text: "slurm")
    let experiment = try ExperimentFile(text: "primary: rte\n", name: "e.yml")
      .resolved(overriding: [setting])
    #expect(experiment.executor.kind == .slurm)
  }

  @Test func theJournalKeepsWhereJobsRan() throws {
    let experiment = try resolved("executor: {kind: processes, memory: 2G, threads: 1}\n")
    #expect(try ResolvedExperiment(json: experiment.json()) == experiment)
  }

  @Test func anExperimentOfAnEarlierVersionRunsInThisProcess() throws {
    let json = try resolved("").json()
    let range = try #require(json.range(of: #""executor":\{[^}]*\},"#, options: .regularExpression))
    let earlier = json.replacingCharacters(in: range, with: "")
      .replacing(#""proposals":"together","#, with: "")
    #expect(earlier != json)
    #expect(try ResolvedExperiment(json: earlier) == resolved(""))
  }

  @Test func proposalsWhenAWorkerIsFreeNeedWholeTrials() throws {
    #expect(
      try resolved("mixing: {proposals: when_free}\n").search.mixing.proposals == .whenFree)
    #expect {
      try resolved("mixing: {proposals: when_free, fidelity: partial}\n")
    } throws: {
      "\($0)".contains("e.yml:2:21: 'mixing.proposals': 'when_free' needs whole trials")
    }
  }

  @Test func rulesToStopAreRead() throws {
    let search = try resolved("stop_after: 8h\nmixing: {target: 0.45, patience: 10}\n").search
    #expect(search.stopAfter == .seconds(28_800))
    #expect(search.mixing.target == 0.45)
    #expect(search.mixing.patience == 10)
    for text in ["stop_after: 40", "stop_after: 9 batches", "mixing: {patience: 0}"] {
      #expect(throws: ExperimentFileError.self) { try resolved(text + "\n") }
    }
  }

  @Test(arguments: ["executor: [slurm]", "executor: {kind: [slurm]}", "executor: clouds"])
  func otherValuesAreRefused(text: String) {
    #expect(throws: ExperimentFileError.self) { try resolved(text + "\n") }
  }
}
