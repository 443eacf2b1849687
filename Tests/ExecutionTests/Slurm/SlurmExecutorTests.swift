import AutoSeM
import Foundation
import TestSupport
import Testing

@testable import Execution

/// The executor with scripts in the place of Slurm's programs.
@Suite struct SlurmExecutorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try program("sbatch", "echo '7;cluster'")
    try program("squeue", #"echo '{"jobs": []}'"#)
    try program("scontrol", "[ $2 = config ] || exit 1")
    try program("sacct", "exit 1")
  }

  private let job = Job(
    name: "trial 1", mixture: .only(TaskIndex(0), of: 2), schedule: .interleaved, batches: 1,
    seed: 1, split: .validation)

  private func program(_ name: String, _ script: String) throws {
    let path = try folder.write("#!/bin/sh\n\(script)\n", to: "bin/\(name)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private var executor: SlurmExecutor {
    let jobs = folder.url.appending(path: "jobs")
    let slurm = SlurmCommand(
      threads: JobThreads(count: 2), environment: ["PATH": "\(folder.path("bin")):/usr/bin:/bin"])
    return SlurmExecutor(
      jobs: jobs,
      SlurmController(command: ["worker"], jobs: jobs, settings: ExecutorSettings(), slurm: slurm))
  }

  /// What `sacct` of Slurm 22.05 said of jobs that the controller had forgotten.
  @Test(arguments: [
    ("TIMEOUT|0:0", MachineFailure("its time limit was over", mayBeTheJobs: true)),
    ("CANCELLED by 0|0:0", MachineFailure("somebody cancelled it")),
    ("PREEMPTED|0:0", MachineFailure("it was pre-empted")),
    (
      "FAILED|0:9",
      MachineFailure(
        "its worker was ended by signal 9 (SIGKILL, perhaps out of memory)", mayBeTheJobs: true)
    ),
    ("", MachineFailure("Slurm no longer knows it, and it left no result")),
  ])
  func aJobThatTheControllerForgotIsLookedUp(line: String, failure: MachineFailure) async throws {
    try program("sacct", #"[ "$5 $6" = "--jobs 7_0" ] && echo '\#(line)'"#)
    await #expect(throws: failure) { try await executor.run(job) }
  }

  @Test func wantOfMemoryIsTheTrials() async throws {
    try program("sacct", "echo 'OUT_OF_MEMORY|0:125'")
    let result = try await executor.run(job)
    #expect(result.result == .failed(reason: "it ran out of memory"))
  }

  /// What `squeue --json` of Slurm 22.05 said of a job that a partition of higher priority took the node from, with
  /// `PreemptMode=REQUEUE` and with `CANCEL`.
  @Test func preemptionIsTheMachines() async throws {
    try program(
      "squeue",
      """
      name=$(cat \(folder.path("name")))
      echo '{"jobs": [{"job_id": 7, "array_job_id": 7, "array_task_id": 0, "name": "'$name'", \
      "job_state": "PREEMPTED", "exit_code": 0}]}'
      """)
    try program(
      "sbatch",
      #"for o; do case $o in --job-name=*) echo "${o#*=}" >"$(dirname "$0")/../name";; esac; done; echo 7"#
    )
    await #expect(throws: MachineFailure("it was pre-empted")) { try await executor.run(job) }
  }
}
