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
    let mixing = settings.mixing
    let runs = missing.map { run in
      Job(
        name: "confirmation \(run.candidate.rawValue) \(run.replicate)", mixture: run.mixture,
        schedule: mixing.schedule, batches: mixing.steps, seed: seeds[run.replicate], split: .test)
    }
    var streak = FailureStreak(limit: context.failuresInARow)
    _ = try await context.run(runs, at: "confirmation") { index, ended in
      let job = missing[index]
      let record = ConfirmationRecord(
        candidate: job.candidate, replicate: job.replicate, mixture: job.mixture,
        seed: seeds[job.replicate], result: ended.result, batches: mixing.steps,
        seconds: ended.seconds)
      try journal.record(record)
      observer(.confirmed(record, of: jobs.count))
      try streak.count(record.result, ofJob: index)
    }
  }
}
