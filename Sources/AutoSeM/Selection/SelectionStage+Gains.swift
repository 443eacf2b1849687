import Bandits
import GSLNumerics
import RunJournal

extension SelectionStage {
  /// Returns the gains of each arm's pulls over their twins, `[arms]`; the primary, and a pull that failed, have none.
  func pairedGains() throws -> [PairedGains] {
    let count = arms.count
    var numbers = [Int](repeating: 0, count: count)
    var twins: [Int: [Float]] = [:]
    var gains = [[Double]](repeating: [], count: count)
    var gainsOfExamples = [[[Double]]](repeating: [], count: count)
    for pull in try context.journal.pulls() {
      let arm = index(of: pull.task)
      let number = numbers[arm]
      numbers[arm] += 1
      guard let evaluation = pull.result.evaluation, let baseline = pull.baseline else { continue }
      if let losses = pull.task == context.primary ? evaluation.losses : pull.baselineLosses {
        twins[number] = losses
      }
      guard pull.task != context.primary else { continue }
      gains[arm].append(baseline - evaluation.loss)
      if let losses = evaluation.losses, let twin = twins[number], twin.count == losses.count {
        gainsOfExamples[arm].append(zip(twin, losses).map { Double($0) - Double($1) })
      }
    }
    return zip(gains, gainsOfExamples).map { gains, examples in
      let isWhole = examples.count == gains.count
      return PairedGains(
        gains, varianceOfExamples: isWhole ? varianceOfExamples(examples) : 0)
    }
  }
}

/// Returns the variance of the mean gain over draws of the examples that all pulls share; zero without a pull.
///
/// - Parameter gains: The gain of each example, `[pulls][examples]`.
private func varianceOfExamples(_ gains: [[Double]]) -> Double {
  guard let first = gains.first, first.count > 1 else { return 0 }
  guard gains.count > 1 else {
    // One pull does not tell apart the examples' own variance and its own on them.
    return SampleStatistics(first).varianceOfMean ?? 0
  }
  return TwoWayMean(gains).varianceOfExamplesAlone
}
