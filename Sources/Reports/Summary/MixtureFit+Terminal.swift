import AutoSeM
import GSLNumerics
public import MixtureRegression

extension MixtureFit {
  /// What the table tells, as lines for a terminal.
  public var terminalSummary: String {
    (headline + modelLines + candidateLines + objectiveLines + effectLines + proposalLines + [
      verdict
    ])
    .joined(separator: "\n")
  }

  private var headline: [String] {
    let measured = table.measured.count
    let scale = zip(table.scales, table.target).map { name, value in
      "\(name) \(value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)")"
    }
    return [
      "\(table.source): \(measured) runs of \(table.domains.count) domains "
        + "(\(table.domains.joined(separator: ", "))); \(table.objective) is \(table.direction == .minimize ? "minimised" : "maximised")"
    ] + (scale.isEmpty ? [] : ["mixtures are compared at \(scale.joined(separator: ", "))"])
      + notes.map { "note: \($0)" } + [""]
  }

  private var modelLines: [String] {
    guard !qualities.isEmpty else { return [] }
    var lines = TextTable(
      header: ["model", "Spearman", "R²", "error", "in 68 %", "in 95 %"])
    for quality in qualities {
      lines.add([
        quality.kind.label, quality.kind == .constant ? "–" : fixed(quality.rankCorrelation, 2),
        fixed(quality.explained, 2), digits(quality.error),
        "\(Int((100 * quality.within68).rounded())) %",
        "\(Int((100 * quality.within95).rounded())) %",
      ])
    }
    return ["How well runs are predicted that the model has not seen (cross-validation)"]
      + lines.lines
      + [""]
  }

  private var candidateLines: [String] {
    var lines = TextTable(header: [""] + candidates.map(\.name))
    lines.add([table.objective] + candidates.map { digits($0.predicted.mean) })
    lines.add(["from"] + candidates.map { digits($0.predicted.lower) })
    lines.add(["to (95 %)"] + candidates.map { digits($0.predicted.upper) })
    lines.add(["measured"] + candidates.map { $0.measured.map(digits) ?? "" })
    for (index, domain) in table.domains.enumerated() {
      lines.add([domain] + candidates.map { fixed($0.mixture[index]) })
    }
    return ["Predicted \(table.objective), the mean of many runs of a mixture"] + lines.lines
      + ["  one run differs from it by \(digits(noise)) (standard deviation)", ""]
  }

  private var objectiveLines: [String] {
    guard !objectives.isEmpty else { return [] }
    let hasQuality = objectives.contains { $0.quality != nil }
    var predicted = TextTable(
      header: ["objective"] + (hasQuality ? ["Spearman", "R²"] : []) + candidates.map(\.name)
        + ["best for it"])
    var best = TextTable(header: ["best for"] + table.domains)
    for objective in objectives {
      predicted.add(
        [objective.name]
          + (objective.quality.map { [fixed($0.rankCorrelation, 2), fixed($0.explained, 2)] } ?? [])
          + (objective.predicted + [objective.predictedBest]).map {
            "\(digits($0.mean)) ± \(digits($0.upper - $0.mean))"
          })
      best.add([objective.name] + objective.bestMixture.map { fixed($0) })
    }
    return ["Each objective by a model of its own (95 %)"] + predicted.lines + [""] + best.lines
      + [""]
  }

  private var effectLines: [String] {
    var lines = TextTable(header: ["domain", "share", "a tenth more", "", "without it", ""])
    for effect in effects {
      func cells(_ estimate: Estimate?) -> [String] {
        estimate.map { [change($0.mean), changes($0)] } ?? ["–", ""]
      }
      lines.add(
        [effect.domain, fixed(effect.share)] + cells(effect.increased) + cells(effect.removed))
    }
    return [
      "Change of \(table.objective) from the recommended mixture, the other shares in proportion"
    ] + lines.lines + [""]
  }

  private var proposalLines: [String] {
    guard !proposals.isEmpty else { return [] }
    var lines = TextTable(header: ["run next"] + proposals.indices.map { "\($0 + 1)" })
    for (index, domain) in table.domains.enumerated() {
      lines.add([domain] + proposals.map { fixed($0[index]) })
    }
    return lines.lines + [""]
  }

  /// The recommendation in a sentence.
  public var verdict: String {
    let others = candidates.dropFirst().filter { !isRecommended($0) }
    let itself = candidates.dropFirst().first(where: isRecommended)
    let isBetter = others.allSatisfy { other in
      table.direction == .minimize ? other.difference.lower > 0 : other.difference.upper < 0
    }
    let best = zip(table.domains, recommended.mixture).filter { $0.1 > 0 }
      .map { "\($0) \(fixed($1))" }.joined(separator: ", ")
    let gains = others.map { other in
      let sign = table.direction == .minimize ? 1.0 : -1
      let ends = [sign * other.difference.lower, sign * other.difference.upper].sorted()
      return "\(signedDigits(sign * other.difference.mean)) against \(other.name) "
        + "[\(signedDigits(ends[0])), \(signedDigits(ends[1]))]"
    }
    return "Recommended: \(best)\(itself.map { ", the same as \($0.name)" } ?? ""). "
      + (gains.isEmpty ? "" : "Predicted gain: \(gains.joined(separator: "; ")). ")
      + (isBlind
        ? "No more than chance: the model predicts runs that it has not seen no better than their mean."
        : isBetter
          ? "Better than all of them with 95 % probability each."
          : "Not clearly better than all of them: run it beside them, or more mixtures.")
  }

  /// Whether a plain mixture or the best run's is the recommended one.
  private func isRecommended(_ candidate: Candidate) -> Bool {
    zip(candidate.mixture, recommended.mixture).allSatisfy { abs($0 - $1) < 1e-6 }
  }

  /// Whether the process predicts runs hardly better than their mean does.
  private var isBlind: Bool {
    func error(_ kind: MixtureModelKind) -> Double? { qualities.first { $0.kind == kind }?.error }
    guard let own = error(.gaussianProcess), let constant = error(.constant) else { return false }
    return own > 0.97 * constant
  }

  // MARK: - Numbers

  /// The decimals that show a hundredth of what mixtures differ by.
  private var decimals: Int {
    let objectives = table.measured.map(\.objective)
    let spread = SampleStatistics(objectives).standardDeviation ?? 1
    guard spread > 0 else { return 4 }
    return min(max(Int((2 - log(spread) / log(10)).rounded(.up)), 0), 8)
  }

  private func digits(_ value: Double) -> String { fixed(value, decimals) }
  private func change(_ value: Double) -> String { signed(value, decimals) }
  private func signedDigits(_ value: Double) -> String { signed(value, decimals) }

  private func changes(_ estimate: Estimate) -> String {
    "\(change(estimate.lower)) … \(change(estimate.upper))"
  }
}

extension MixtureModelKind {
  /// The name in a sentence.
  fileprivate var label: String {
    switch self {
    case .gaussianProcess: "Gaussian process"
    case .logLinear: "log-linear"
    case .linear: "linear"
    case .constant: "constant"
    }
  }
}
