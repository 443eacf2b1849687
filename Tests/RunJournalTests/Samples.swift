import Foundation
import Multitask
import RunJournal
import TestSupport

/// A header with two tasks.
func sampleHeader(experiment: String = "{\"seed\":1}") -> RunHeader {
  RunHeader(
    version: "0.1.0", experiment: experiment, origin: "synthetic", isSynthetic: true,
    tasks: TaskList(
      primary: TaskSummary(
        "rte", metric: "accuracy", trainingExamples: 1_992,
        validationExamples: 498, testExamples: 277),
      auxiliaries: [
        TaskSummary(
          "stsb", metric: "pearson_and_spearman", trainingExamples: 4_600,
          validationExamples: 1_149, testExamples: 1_500)
      ]))
}

/// A pull whose reward and loss have no short decimal form.
func samplePull(round: Int, reward: Double = 1 / 3, seconds: Double = 0.25) -> PullRecord {
  PullRecord(
    round: round, task: TaskIndex(round % 2), reward: reward,
    baseline: round == 0 ? nil : 2 / 3.0,
    baselineLosses: round == 0 ? nil : [1 / 3, .ulpOfOne, -0.0],
    result: .evaluated(
      Evaluation(
        metric: 0.1 + 0.2, loss: Double.ulpOfOne.squareRoot() / 3, examples: 3,
        losses: round == 0 ? nil : [1e30, .leastNonzeroMagnitude, 7])),
    batches: 10, seconds: seconds)
}

/// Arms of which the primary has no probability to help.
let sampleArms = [
  ArmRecord(
    task: TaskIndex(0), pulls: 40, successes: 11.5, failures: 30.5, probabilityHelps: nil,
    isKept: false),
  ArmRecord(
    task: TaskIndex(1), pulls: 80, successes: 41, failures: 41, probabilityHelps: 0.987_654_321,
    isKept: true),
]

/// A mixture whose weights do not sum to one exactly, so that dividing again would change them.
func sampleMixture() throws -> Mixture {
  let seen = [0.1, 0.2, 0.3, 0.7, 0.9, 1.1].lazy.flatMap { a in
    [3.0, 5, 7, 11, 13].map { [a, a / $0, 1 / $0] }
  }
  for weights in seen {
    let mixture = try Mixture(weights: weights)
    if try Mixture(weights: mixture.weights) != mixture { return mixture }
  }
  return try Mixture(weights: [1, 2])
}

/// A trial of the two tasks of the sample header.
func soundTrial(_ trial: Int) throws -> TrialRecord {
  TrialRecord(
    trial: trial, proposal: "model", mixture: try Mixture(weights: [1, Double(trial + 1)]), seed: 1,
    result: .evaluated(Evaluation(metric: 0.625, loss: 0.6931, examples: 498)), batches: 300,
    seconds: 1)
}

/// A trial that was evaluated.
func sampleTrial(_ trial: Int, seed: UInt64 = .max) throws -> TrialRecord {
  TrialRecord(
    trial: trial, proposal: "model", mixture: try sampleMixture(), seed: seed,
    result: .evaluated(Evaluation(metric: 0.625, loss: 0.6931, examples: 498)), batches: 300,
    seconds: 1.5)
}

/// A trial that failed, of a whole-number ratio.
func sampleFailure(_ trial: Int) throws -> TrialRecord {
  TrialRecord(
    trial: trial, proposal: "uniform", mixture: try Mixture(ratio: [2, 4]), seed: 1 << 63,
    result: .failed(reason: "the loss of 'stsb' became nan"), batches: 17, seconds: 0.5)
}

/// A trial that went on from its 300 batches to 400.
func sampleContinuation(_ trial: Int) throws -> TrialRecord {
  TrialRecord(
    trial: trial, proposal: "model", mixture: try sampleMixture(), seed: .max,
    result: .evaluated(Evaluation(metric: 0.65, loss: 0.6, examples: 498)), reached: 400,
    batches: 100, seconds: 0.5)
}

/// An estimate of what may still be gained.
let sampleRegret = RegretRecord(measurements: 3, regret: 1 / 3.0, noise: 0.1)

/// A run of confirmation.
func sampleConfirmation(
  _ candidate: ConfirmationCandidate, _ replicate: Int
) throws -> ConfirmationRecord {
  ConfirmationRecord(
    candidate: candidate, replicate: replicate, mixture: try Mixture(ratio: [1, 0]),
    seed: UInt64(replicate),
    result: .evaluated(
      Evaluation(
        metric: 0.5, loss: .infinity, examples: 4,
        scores: replicate == 0 ? [1, 0, 0.3, .leastNonzeroMagnitude] : nil)),
    batches: 300, seconds: 2)
}

/// A run of a comparison, with the scores of the examples for the first seed alone.
func samplePolicyRun(_ replicate: Int) throws -> PolicyRunRecord {
  PolicyRunRecord(
    policy: "uniform", replicate: replicate, seed: 7,
    result: .evaluated(
      Evaluation(
        metric: 0.25, loss: 0.5, examples: 2, scores: replicate == 0 ? [-0.25, 0.75] : nil)),
    validation: Evaluation(metric: 0.5, loss: 0.6, examples: 9), keptAt: 10,
    mixture: try Mixture(weights: [0.5, 0.5]),
    batchesOverTime: replicate == 0 ? [[20, 0], [0, 20]] : [], batches: 40, seconds: 1)
}

/// Runs something with a new folder that is removed afterwards.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = try TemporaryFolder()
  try body(URL(filePath: folder.url.path(percentEncoded: false), directoryHint: .notDirectory))
}
