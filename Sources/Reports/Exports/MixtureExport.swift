public import AutoSeM
import Foundation
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
    let primary = tasks[outcome.primary.rawValue].name
    switch self {
    case .huggingface:
      // Without those of no share: a data set that is never drawn from is never exhausted either.
      let entries = shares.filter { $0.1 > 0 }.map { "    \(quoted($0)): \($1)," }
      let heading = "# The mixture that autosem found for \(quoted(primary))."
      return ([heading, "probabilities = {"] + entries + ["}", "", Self.interleaving])
        .joined(separator: "\n")
    case .weights:
      return shares.map { "\(quoted($0)): \($1)\n" }.joined()
    case .csv:
      return "task,weight\n" + shares.map { "\(field($0)),\($1)\n" }.joined()
    case .json:
      let entries = shares.map { "\(quoted($0)):\($1)" }.joined(separator: ",")
      return "{\"primary\":\(quoted(primary)),\"weights\":{\(entries)}}\n"
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

  /// A text as JSON, which Python and YAML read as the same text.
  private func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let bytes = (try? encoder.encode(text)) ?? Data("\"\"".utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A field of RFC 4180.
  private func field(_ text: String) -> String {
    guard text.contains(where: { "\",\r\n".contains($0) }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
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
