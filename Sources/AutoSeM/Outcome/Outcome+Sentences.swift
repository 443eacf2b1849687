import Multitask
import RunJournal

extension Outcome {
  /// Returns the answer on the recommended mixture as a sentence.
  func sentence(on answer: Verdict.Answer) -> String {
    let (name, metric) = (header.tasks.objectiveName, header.tasks.objectiveMetric)
    let alone = header.tasks.referencePhrase
    switch answer {
    case .useMixture(let gain, let lower, let upper):
      return
        "Train \(name) with \(recommended): \(own) \(metric) on the test split is \(signed(gain)) better than "
        + "with \(alone) (95 % interval \(signed(lower)) to \(signed(upper)))."
    case .useMixtureUnproven(let gain, let lower, let upper):
      return
        "Train \(name) with \(recommended), though its gain is not shown: \(own) \(metric) on the test split is "
        + "\(signed(gain)) better than with \(alone), not significantly different from zero (95 % interval "
        + "\(signed(lower)) to \(signed(upper)))."
    case .usePrimaryAloneNothingKept:
      return "Use \(alone): stage one found no task that probably helps."
    case .usePrimaryAloneNothingBetter:
      return "Use \(alone): stage two found no mixture that is better."
    case .usePrimaryAloneNoGain(let gain, let lower, let upper):
      return
        "Use \(alone): the gain of the recommended mixture (\(recommended)) was \(signed(gain)), not "
        + "significantly different from zero (95 % interval \(signed(lower)) to \(signed(upper)))."
    case .usePrimaryAloneNegligible:
      return
        "Use \(alone): the gain of the recommended mixture (\(recommended)) was below 0.0005, too small to "
        + "recommend it."
    case .usePrimaryAloneLoss(let gain, let lower, let upper):
      return
        "Use \(alone): with the recommended mixture (\(recommended)) \(own) \(metric) on the test split is "
        + "\(fixed(-gain)) worse (95 % interval of the gain \(signed(lower)) to \(signed(upper)))."
    case .limitNotKept(let target, let limit, let gain, let lower, let upper):
      return
        "Use \(alone): with the recommended mixture (\(recommended)) \(target) loses \(fixed(-gain)), more than the "
        + "\(fixed(limit)) that it may (95 % interval of the gain \(signed(lower)) to \(signed(upper)))."
    case .unknown where isFinished && !recommended.isEmpty:
      return
        "Train \(name) with \(recommended); no interval says whether it helps, since confirmation has not measured it on "
        + "at least two seeds."
    case .unknown:
      return
        "No verdict yet: confirmation has not measured the recommended mixture on at least two seeds."
    }
  }

  /// Returns the answer on a plain mixture as a sentence, and another on what stands against the recommended one.
  func sentence(on plain: PlainAlternative) -> String {
    let tasks = header.tasks
    let (title, shares) = (
      plain.standing.candidate.title, plain.standing.mixture.summary(of: tasks)
    )
    let isShown = plain.interval.map { $0.lowerBound > 0 } ?? false
    let basis =
      plain.interval.map {
        "\(signed($0.lowerBound)) to \(signed($0.upperBound)), the 95 % interval for the best of \(plain.choices)"
      } ?? "one seed"
    return
      "Train \(tasks.objectiveName) with the plain mixture '\(title)' (\(shares))"
      + "\(isShown ? "" : ", though its gain is not shown"): \(own) \(tasks.objectiveMetric) on the test split is "
      + "\(signed(plain.gain.mean)) better than with \(tasks.referencePhrase) (\(basis)). \(againstRecommendation)"
  }

  /// What stands against the recommended mixture, where a plain one is better.
  private var againstRecommendation: String {
    switch answerOnRecommendation {
    case .usePrimaryAloneNothingKept: "Stage one found no task that probably helps."
    case .usePrimaryAloneNothingBetter: "Stage two found no mixture that is better."
    case .limitNotKept(let target, let limit, let gain, _, _):
      "With the recommended mixture (\(recommended)) \(target) loses \(fixed(-gain)), more than the \(fixed(limit)) that it "
        + "may."
    default:
      "The recommended mixture (\(recommended)) had "
        + "\(standing(of: .best)?.gain.map { signed($0.mean) } ?? "no score")."
    }
  }

  private var recommended: String { recommendation?.mixture.summary(of: header.tasks) ?? "" }

  private var own: String { header.tasks.hasSeveralTargets ? "their" : "its" }
}
