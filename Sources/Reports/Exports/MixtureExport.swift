public import AutoSeM
public import MixtureRegression
import Multitask
import RunJournal

/// A form in which a mixture is pasted elsewhere.
public enum MixtureExport: String, CaseIterable, Sendable {
  /// Python that gives `datasets.interleave_datasets` its probabilities.
  case huggingface
  /// YAML with a weight for each source.
  case weights
  /// A table with a line for each task.
  case csv
  /// An object of weights.
  case json

  /// Returns the mixture that a run recommends, in full precision.
  ///
  /// - Throws: `NoMixtureYet` for a run whose stage two has not ended.
  public func text(of outcome: Outcome) throws -> String {
    guard let mixture = outcome.recommendation?.mixture else {
      throw NoMixtureYet(trials: outcome.trialCount)
    }
    let tasks = outcome.header.tasks
    let shares = Array(zip(tasks.map(\.name), mixture.weights))
    return text(of: shares, for: "primary", outcome.header.tasks.objectiveName)
  }

  /// Returns the mixture that a fit recommends, in full precision.
  public func text(of fit: MixtureFit) -> String {
    text(
      of: Array(zip(fit.table.domains, fit.recommended.mixture)), for: "objective",
      fit.table.objective)
  }

  /// Returns shares, and what they were found for.
  private func text(of shares: [(String, Double)], for key: String, _ goal: String) -> String {
    switch self {
    case .huggingface:
      // Without those of no share: a data set that is never drawn from is never exhausted either.
      let entries = shares.filter { $0.1 > 0 }.map { "    \(quoted($0)): \($1)," }
      let heading = "# The mixture that autosem found for \(quoted(goal))."
      return ([heading, "probabilities = {"] + entries + ["}", "", Self.interleaving])
        .joined(separator: "\n")
    case .weights:
      return shares.map { "\(quoted($0)): \($1)\n" }.joined()
    case .csv:
      return "task,weight\n" + shares.map { "\($0.csvField),\($1)\n" }.joined()
    case .json:
      let entries = shares.map { "\(quoted($0)):\($1)" }.joined(separator: ",")
      return "{\"\(key)\":\(quoted(goal)),\"weights\":{\(entries)}}\n"
    }
  }

  private static let interleaving = """
    # `sources` holds your data sets by name.
    from datasets import interleave_datasets

    train = interleave_datasets(
        [sources[name] for name in probabilities],
        probabilities=list(probabilities.values()),
        seed=1,
        stopping_strategy="all_exhausted",
    )

    """

  /// A text in double quotes, which JSON, YAML and Python read as the same text.
  ///
  /// JSON leaves some characters as they are that YAML folds, such as U+2028, or forbids, such as U+007F; all
  /// three read their escapes.
  private func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case _ where Self.needsEscape(scalar): "\\u" + Self.fourDigits(scalar.value)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  /// Whether a scalar is outside of what YAML 1.2 prints (production 1), or breaks lines in YAML 1.1.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func fourDigits(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// A run has not found a mixture so far.
public struct NoMixtureYet: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mixtures that stage two has tried.
  public let trials: Int

  /// Creates the failure of a run whose stage two has tried so many mixtures.
  public init(trials: Int) {
    self.trials = trials
  }

  /// The failure as a sentence.
  public var description: String {
    "the run has no mixture yet: stage two has tried \(trials) mixtures and has not ended; go on with "
      + "autosem resume"
  }
}
