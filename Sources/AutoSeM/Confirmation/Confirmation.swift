import GSLNumerics
import Multitask
import RunJournal

/// The measurement of the best mixture and the plain alternatives on the test split, with fresh
/// seeds that are the same for every candidate.
struct Confirmation {
  let settings: SearchSettings
  let factory: any TrainerFactory
  let journal: Journal
  let streams: RandomStreams
  let observer: SearchObserver

  /// A mixture and the name it goes by.
  private struct Candidate {
    let name: String
    let mixture: Mixture
  }

  /// Trains and measures what the journal does not hold yet.
  func run(best: Mixture, kept: [TaskIndex]) async throws {
    let jobs = (0..<settings.confirmation.seeds).flatMap { replicate in
      candidates(best, kept).map { (candidate: $0, replicate: replicate) }
    }
    let done = try journal.confirmations()
    for record in done { observer(.confirmed(record, of: jobs.count)) }
    let missing = jobs.filter { job in
      !done.contains { $0.candidate == job.candidate.name && $0.replicate == job.replicate }
    }
    let seeds = (0..<settings.confirmation.seeds).map { streams.stream("confirmation", $0).seed() }
    let run = MixtureRun(
      factory: factory, schedule: settings.mixing.schedule, batches: settings.mixing.steps)
    let recorder = Recorder(observer: observer)
    let streak = FailureStreak(most: settings.failuresInARow)
    _ = try await concurrently(missing.count, workers: settings.workers) { [journal] index in
      let job = missing[index]
      let ending = try run.run(
        job.candidate.mixture, seed: seeds[job.replicate], split: .test)
      let record = ConfirmationRecord(
        candidate: job.candidate.name, replicate: job.replicate, mixture: job.candidate.mixture,
        seed: seeds[job.replicate], result: ending.result, batches: run.batches,
        seconds: ending.seconds)
      try recorder.record(.confirmed(record, of: jobs.count)) { try journal.record(record) }
      try streak.count(ending.result)
    }
  }

  private func candidates(_ best: Mixture, _ kept: [TaskIndex]) -> [Candidate] {
    let tasks = factory.tasks
    let all = tasks.indices.map(TaskIndex.init)
    var candidates = [
      Candidate(name: "best", mixture: best),
      Candidate(name: "primary_only", mixture: .only(factory.primary, of: tasks.count)),
      Candidate(
        name: "uniform_kept",
        mixture: .uniform(over: [factory.primary] + kept, of: tasks.count)),
      Candidate(name: "uniform_all", mixture: .uniform(over: all, of: tasks.count)),
    ]
    let sizes = tasks.map(\.trainingExamples)
    if sizes.contains(where: { $0 > 0 }) {
      candidates.append(Candidate(name: "proportional", mixture: .proportional(to: sizes)))
    }
    if kept.isEmpty { candidates.removeAll { ["best", "uniform_kept"].contains($0.name) } }
    return candidates
  }
}
