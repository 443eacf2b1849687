import GSLNumerics
public import Multitask
import RunJournal

extension Outcome {
  /// The mixture to train with by the verdict, the largest share first.
  ///
  /// Empty while there is no verdict; the recommended one if the run has ended without one.
  public var mixture: [TaskShare] { mixtureByVerdict?.shares(of: header.tasks) ?? [] }

  /// The mixture to train with by the verdict; nil while there is none.
  public var mixtureByVerdict: Mixture? {
    switch verdict.candidate {
    case .best?: recommendation?.mixture
    case header.tasks.referenceCandidate?: header.tasks.reference
    case let plain?: standing(of: plain)?.mixture
    case nil: isFinished ? recommendation?.mixture : nil
    }
  }

  /// The answer, by the paired gains on the test split (`ScoreEstimate`).
  ///
  /// It is the recommended mixture, or a plain one with a higher mean, or, where neither has a gain, the primary alone. The
  /// interval has 95 %; of a plain mixture it is Bonferroni's, for as many mixtures as there are to choose from. With
  /// several targets, equal shares of them take the place of the primary alone. Ours.
  public var verdict: Verdict {
    if let plain = plainAlternative {
      let candidate = plain.standing.candidate
      return Verdict(
        answer: plain.answer, candidate: candidate,
        description: sentence(on: plain) + targetSentences(on: candidate))
    }
    let answer = answerOnRecommendation
    let candidate: ConfirmationCandidate? =
      switch answer {
      case .useMixture, .useMixtureUnproven: .best
      case .unknown: nil
      default: header.tasks.referenceCandidate
      }
    return Verdict(
      answer: answer, candidate: candidate,
      description: sentence(on: answer) + targetSentences(on: .best))
  }

  /// The answer on the recommended mixture alone.
  var answerOnRecommendation: Verdict.Answer {
    if isFinished && !arms.isEmpty && kept.isEmpty { return .usePrimaryAloneNothingKept }
    if isFinished, recommendation?.mixture == header.tasks.reference {
      return .usePrimaryAloneNothingBetter
    }
    if let broken = targets.lazy.compactMap({ $0.brokenLimit(by: .best) }).first { return broken }
    guard let gain = standing(of: .best)?.gain, let interval = interval(of: gain) else {
      return .unknown
    }
    return Verdict.Answer(gain: gain.mean, in: interval)
  }

  /// A plain mixture in the place of the recommended one.
  struct PlainAlternative {
    let standing: Standing
    let answer: Verdict.Answer

    /// The gain of a single seed, or of several with an interval.
    let gain: ScoreEstimate

    /// The interval of the gain; nil for a single seed.
    let interval: ClosedRange<Double>?

    /// The number of mixtures that it is the best of.
    let choices: Int
  }

  /// The plain mixture with the highest mean, if that is above those of the recommended mixture and of the primary alone;
  /// nil without one.
  ///
  /// Of several targets none loses more than it may. A recommended mixture by which one does is no rival.
  private var plainAlternative: PlainAlternative? {
    let allowed = standings.filter { standing in
      targets.allSatisfy { $0.brokenLimit(by: standing.candidate) == nil }
    }
    guard let top = allowed.max(by: { $0.mean < $1.mean }), let gain = top.gain,
      top.mixture != recommendation?.mixture
    else { return nil }
    let choices = Set(standings.filter { $0.gain != nil }.map(\.mixture)).count
    let interval = interval(of: gain, choices: choices)
    let answer = interval.map { Verdict.Answer(gain: gain.mean, in: $0) } ?? .unknown
    switch answer {
    case .useMixture, .useMixtureUnproven: break
    case .unknown where isFinished && gain.mean > 0: break
    default: return nil
    }
    return PlainAlternative(
      standing: top, answer: answer, gain: gain, interval: interval, choices: choices)
  }

  /// Returns the interval of a gain; Bonferroni's for that of the best of several mixtures; nil for a single seed.
  private func interval(of gain: ScoreEstimate, choices: Int = 1) -> ClosedRange<Double>? {
    gain.halfWidth(confidence: 1 - 0.05 / Double(choices)).map {
      scoreRange.ofDifferences.interval(mean: gain.mean, halfWidth: $0)
    }
  }

  func standing(of candidate: ConfirmationCandidate) -> Standing? {
    standings.first { $0.candidate == candidate }
  }
}

extension Verdict.Answer {
  /// Creates the answer by the gain of a mixture and its interval.
  fileprivate init(gain: Double, in interval: ClosedRange<Double>) {
    let (lower, upper) = (interval.lowerBound, interval.upperBound)
    let isNegligible = fixed(gain) == fixed(0)
    self =
      if lower > 0 {
        isNegligible
          ? .usePrimaryAloneNegligible(gain: gain, lower: lower, upper: upper)
          : .useMixture(gain: gain, lower: lower, upper: upper)
      } else if upper < 0 {
        .usePrimaryAloneLoss(gain: gain, lower: lower, upper: upper)
      } else if gain > 0, !isNegligible {
        .useMixtureUnproven(gain: gain, lower: lower, upper: upper)
      } else {
        .usePrimaryAloneNoGain(gain: gain, lower: lower, upper: upper)
      }
  }
}

extension Standing {
  fileprivate var mean: Double { scores?.mean ?? -.infinity }
}
