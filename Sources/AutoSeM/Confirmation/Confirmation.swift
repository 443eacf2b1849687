import GSLNumerics
import Multitask
import RunJournal

/// Confirmation: the best mixture and the baselines on the test split, with the same fresh seeds for every
/// candidate.
struct Confirmation {
  let settings: SearchSettings
  let context: SearchContext

  /// Trains and evaluates the runs that are not in the journal.
  ///
  /// - Throws: `CancellationError`; `SearchError.trialsKeepFailing`, or `.journalContradicts` for a journal of
  ///   other settings; what the journal throws.
  func run(best: Mixture, kept: [TaskIndex]) async throws {
    let (journal, observer) = (context.journal, context.observer)
    let candidates = ConfirmationCandidate.mixtures(
      best: best, kept: kept, tasks: context.factory.tasks
    ).distinct
    let seeds = (0..<settings.confirmation.seeds).map {
      context.streams.stream("confirmation", $0).seed()
    }
    let jobs = seeds.indices.flatMap { replicate in
      candidates.map { (candidate: $0.candidate, mixture: $0.mixture, replicate: replicate) }
    }
    let done = try journal.confirmations()
    for record in done {
      if seeds.indices.contains(record.replicate), record.seed != seeds[record.replicate] {
        throw SearchError.journalContradicts(
          "seed \(record.seed) of confirmation \(record.replicate)",
          expected: "seed \(seeds[record.replicate])")
      }
      observer(.confirmed(record, of: jobs.count))
    }
    let missing = jobs.filter { job in
      !done.contains { $0.candidate == job.candidate && $0.replicate == job.replicate }
    }
    let run = MixtureRun(
      factory: context.factory, schedule: settings.mixing.schedule, batches: settings.mixing.steps)
    var streak = FailureStreak(limit: context.failuresInARow)
    _ = try await concurrently(missing.count, workers: context.workers) { index in
      let job = missing[index]
      let measurement = try run.run(job.mixture, seed: seeds[job.replicate], split: .test)
      return ConfirmationRecord(
        candidate: job.candidate, replicate: job.replicate, mixture: job.mixture,
        seed: seeds[job.replicate], result: measurement.result, batches: run.batches,
        seconds: measurement.seconds)
    } finished: { index, record in
      try journal.record(record)
      observer(.confirmed(record, of: jobs.count))
      try streak.count(record.result, ofJob: index)
    }
  }
}
