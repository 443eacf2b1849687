import Execution

extension ExperimentSchema {
  /// The keys of where jobs run.
  static let executor: [ExperimentKey] = [
    .choice(
      "executor.kind", \.executor.kind,
      "where pulls, trials and runs are trained (`executors.md`): threads of this process, processes of this machine, or "
        + "jobs of Slurm; `executor: slurm` is short for it; has no effect on the result"),
    .integer(
      "executor.retries", 0...1_000, \.executor.retries,
      "the number of times that a job is run again when its machine failed, and not the trainer"),
    .text(
      "executor.memory", .memory, \.executor.memory, absence: "no limit, or Slurm's",
      "the memory of a process or of a job of Slurm"),
    .integer(
      "executor.threads", 1...1_024, \.executor.threads, absence: "as in the environment",
      "the threads of a process or of a job of Slurm, set as `OMP_NUM_THREADS` and the like"),
    .text(
      "executor.partition", .phrase("a name"), \.executor.partition, absence: "the default one",
      "Slurm's partition"),
    .text(
      "executor.account", .phrase("a name"), \.executor.account, absence: "the user's own",
      "the account that Slurm charges"),
    .integer(
      "executor.cpus_per_task", 1...4_096, \.executor.cpusPerTask, absence: "Slurm's",
      "the processors of a job of Slurm"),
    .text(
      "executor.gres", .phrase("resources such as gpu:1"), \.executor.gres, absence: "none",
      "the generic resources of a job of Slurm"),
    .text(
      "executor.time", .phrase("a time such as 30, in minutes, or 2:00:00"), \.executor.time,
      absence: "the partition's",
      "the time limit of a job of Slurm; one that ran out of it is run again with more, from its last checkpoint"
    ),
    .texts(
      "executor.extra", .words, \.executor.extra, absence: "none", "further arguments of `sbatch`"),
    .integer(
      "executor.max_submitted", 1...100_000, \.executor.maxSubmitted,
      "the largest number of jobs in Slurm's queue at once"),
  ]

  /// Returns the key that the value of a whole section stands for, as in `executor: processes`.
  static func shortKey(ofSection path: String) -> ExperimentKey? {
    path == "executor" ? key("executor.kind") : nil
  }
}
