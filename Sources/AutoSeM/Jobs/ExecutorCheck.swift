public import Multitask

/// Checks that an executor gives the results that jobs have in this process.
///
/// - Parameters:
///   - executor: The executor.
///   - factory: The factory of its models, with trainers that have checkpoints if parts of runs are to be checked.
/// - Returns: What is not as expected, as sentences; empty where all is well.
/// - Throws: What the executor throws.
public func checkExecutor(
  _ executor: any Executor, _ factory: any TrainerFactory
) async throws -> [String] {
  let jobs = checkedJobs(factory.tasks)
  let results = try await concurrently(jobs.count, workers: jobs.count, on: nil) { index in
    try await executor.run(jobs[index])
  } finished: { _, _ in
  }
  var violations: [String] = []
  func expect(_ found: JobResult, of job: Job, toBe expected: JobResult) {
    guard found.result != expected.result else { return }
    violations.append(
      "\(job.name) on \(job.split.rawValue) gives \(found.result), in this process \(expected.result)"
    )
  }
  for (job, result) in zip(jobs, results) {
    expect(result, of: job, toBe: try factory.run(job))
    guard job.to < job.batches, let snapshot = result.snapshot else { continue }
    let whole = Job(
      name: "a job in two parts", mixture: job.mixture, schedule: job.schedule,
      batches: job.batches, seed: job.seed, split: job.split)
    let rest = whole.continued(from: job.to, snapshot)
    expect(try await executor.run(rest), of: rest, toBe: try factory.run(whole))
  }
  if try await !endsWhenCancelled(executor, factory.tasks) {
    violations.append("a job that is cancelled throws another error than CancellationError")
  }
  return violations
}

/// Jobs of each split and schedule, whole ones and a part.
private func checkedJobs(_ tasks: TaskList) -> [Job] {
  let even = Mixture.uniform(over: tasks.taskIndices, of: tasks.count)
  let alone = Mixture.only(tasks.primary, of: tasks.count)
  let whole = MixingSchedule.allCases.enumerated().flatMap { number, schedule in
    [even, alone].map { mixture in
      Job(
        name: "a \(schedule.rawValue) job", mixture: mixture, schedule: schedule, batches: 10,
        seed: .max - UInt64(number), split: number == 0 ? .test : .validation, keepsLosses: true)
    }
  }
  let part = Job(
    name: "a part of a job", mixture: even, schedule: .multinomial, batches: 10, seed: 7, to: 6,
    split: .validation)
  return whole + [part]
}

private func endsWhenCancelled(_ executor: any Executor, _ tasks: TaskList) async throws -> Bool {
  let long = Job(
    name: "a long job", mixture: .only(tasks.primary, of: tasks.count), schedule: .interleaved,
    batches: 1_000_000, seed: 1, split: .validation)
  let task = Task { try await executor.run(long) }
  try await Task.sleep(for: .milliseconds(200))
  task.cancel()
  do {
    _ = try await task.value
    return true
  } catch {
    return error is CancellationError
  }
}
