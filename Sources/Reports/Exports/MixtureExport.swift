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
  /// YAML for LLaMA-Factory.
  case llamafactory
  /// YAML for the scripts of TRL.
  case trl
  /// Arguments of ms-swift.
  case msSwift = "ms-swift"
  /// Arguments of Megatron-LM.
  case megatron
  /// YAML for MosaicML's streaming and llm-foundry.
  case mosaic
  /// YAML for Levanter.
  case levanter
  /// YAML for OLMo-core.
  case olmoCore = "olmo-core"
  /// Python that gives PyTorch's `WeightedRandomSampler` its weights.
  case torch

  /// Returns the mixture to train with by the verdict of a run, or, before there is one, the recommended one; in full
  /// precision.
  ///
  /// - Throws: `NoMixtureYet` for a run whose stage two has not ended; `NameNotExported`.
  public func text(of outcome: Outcome) throws -> String {
    guard let mixture = outcome.mixtureByVerdict ?? outcome.recommendation?.mixture else {
      throw NoMixtureYet(trials: outcome.trialCount)
    }
    let tasks = outcome.header.tasks
    let shares = zip(tasks, mixture.weights).map { task, weight in
      ExportedShare(
        name: task.name, weight: weight,
        size: task.trainingExamples > 0 ? Double(task.trainingExamples) : nil)
    }
    return try text(of: shares, for: "primary", tasks.objectiveName)
  }

  /// Returns the mixture that a fit recommends, in full precision.
  ///
  /// - Throws: `NameNotExported`.
  public func text(of fit: MixtureFit) throws -> String {
    let shares = zip(fit.table.domains, fit.recommended.mixture).map { name, weight in
      ExportedShare(name: name, weight: weight, size: fit.settings.sizes[name])
    }
    return try text(of: shares, for: "objective", fit.table.objective)
  }

  /// Returns shares, and what they were found for.
  private func text(of shares: [ExportedShare], for key: String, _ goal: String) throws -> String {
    // A data set that is never drawn from is never exhausted either, and some tools refuse a share of zero.
    let drawn = shares.filter { $0.weight > 0 }
    let heading = "# The mixture that autosem found for \(quoted(goal))."
    switch self {
    case .weights: return shares.map { "\(quoted($0.name)): \($0.weight)\n" }.joined()
    case .csv:
      return "task,weight\n" + shares.map { "\($0.name.csvField),\($0.weight)\n" }.joined()
    case .json:
      let entries = shares.map { "\(quoted($0.name)):\($0.weight)" }.joined(separator: ",")
      return "{\"\(key)\":\(quoted(goal)),\"weights\":{\(entries)}}\n"
    case .huggingface: return heading + "\n" + huggingFace(drawn)
    case .torch: return heading + "\n" + torch(drawn)
    case .llamafactory: return heading + "\n" + (try llamaFactory(drawn))
    case .trl: return heading + "\n" + trl(drawn)
    case .msSwift: return heading + "\n" + (try msSwift(drawn))
    case .megatron: return heading + "\n" + (try megatron(drawn))
    case .mosaic: return heading + "\n" + mosaic(drawn)
    case .levanter: return heading + "\n" + levanter(drawn)
    case .olmoCore: return heading + "\n" + olmoCore(drawn)
    }
  }

  /// A text in double quotes, which JSON, YAML and Python read as the same text.
  ///
  /// JSON leaves some characters as they are that YAML folds, such as U+2028, or forbids, such as U+007F; all
  /// three read their escapes.
  func quoted(_ text: String) -> String {
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
