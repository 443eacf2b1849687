import Multitask
import PretrainedEncoders
import TaskData
import TorchTrainer

extension SplitTask {
  /// Returns the tasks of the given kinds that can be derived from this task's texts.
  ///
  /// A kind gives no task where it does not apply, such as the overlap of single sentences, or where its target
  /// is the same in every training example. Columns are derived from the file (`derivedColumns`).
  ///
  /// - Parameter alignments: The alignments of this task's pairs; without them, no task is derived from them.
  func derived(_ kinds: [Derivation], alignments: PairAlignments? = nil) -> [SplitTask] {
    guard task.features.isEmpty else { return [] }
    func aligned(_ pair: Example) -> [String: Double] {
      alignments?.values(of: pair).map { named(AlignmentFeatures.names, $0) } ?? [:]
    }
    return kinds.compactMap { kind in
      switch kind {
      case .columns: nil
      case .length:
        numbers(kind) { lexical($0)[task.isPair ? "difference of lengths" : "length of first"] }
      case .overlap: task.isPair ? numbers(kind) { lexical($0)["words in both"] } : nil
      case .bigrams: task.isPair ? numbers(kind) { lexical($0)["bigrams in both"] } : nil
      case .subsequence:
        task.isPair
          ? numbers(kind) { lexical($0)["longest common subsequence of second"] } : nil
      case .negation: task.isPair ? negation() : nil
      case .alignment:
        numbers(kind) { pair in
          let cosines = aligned(pair)
          return cosines["first's cosines: mean"].flatMap { first in
            cosines["second's cosines: mean"].map { (first + $0) / 2 }
          }
        }
      case .meanCosine: numbers(kind) { aligned($0)["cosine of the means"] }
      case .mutualAlignment: numbers(kind) { aligned($0)["tokens that chose each other"] }
      case .maskedWord: maskedWord()
      }
    }
  }

  private func lexical(_ example: Example) -> [String: Double] {
    named(
      LexicalFeatures.names, LexicalFeatures.values(of: example.first, and: example.second ?? ""))
  }

  private func numbers(_ kind: Derivation, _ number: (Example) -> Double?) -> SplitTask? {
    mapped(kind) { example in
      number(example).map { Example(first: example.first, second: example.second, target: $0) }
    } target: { targets in
      guard let least = targets.min(), let most = targets.max(), least < most else { return nil }
      return (.number(least...most), .pearson)
    }
  }

  private func negation() -> SplitTask? {
    mapped(.negation) { example in
      let isNegated = lexical(example)["negation in one only"]
      return isNegated.map { Example(first: example.first, second: example.second, target: $0) }
    } target: { targets in
      Set(targets).count == 2 ? (.classes(["both or neither", "one"]), .matthews) : nil
    }
  }

  /// Masks, in each example, the least frequent of the words that are classes.
  private func maskedWord() -> SplitTask? {
    func words(_ example: Example) -> [Substring] { example.first.split(separator: " ") }
    var counts: [String: Int] = [:]
    for example in training {
      for word in Set(words(example).map { $0.lowercased() }) { counts[word, default: 0] += 1 }
    }
    let frequent = counts.filter { $0.value >= 5 }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(50).map(\.key)
    guard frequent.count >= 2 else { return nil }
    let index = Dictionary(uniqueKeysWithValues: frequent.enumerated().map { ($1, $0) })
    return mapped(.maskedWord) { example in
      var words = words(example).map(String.init)
      let ranked = words.indices.compactMap { position in
        index[words[position].lowercased()].map { (rank: $0, position: position) }
      }
      guard let rarest = ranked.max(by: { ($0.rank, $1.position) < ($1.rank, $0.position) })
      else { return nil }
      words[rarest.position] = "[MASK]"
      return Example(
        first: words.joined(separator: " "), second: example.second, target: Double(rarest.rank))
    } target: { targets in
      Set(targets).count > 1 ? (.classes(frequent), .accuracy) : nil
    }
  }

  /// Returns a task of the examples that have a value, split by split; nil if its target does not vary.
  private func mapped(
    _ kind: Derivation, _ example: (Example) -> Example?,
    target: ([Double]) -> (TaskTarget, Metric)?
  ) -> SplitTask? {
    let (training, validation, test) = (
      training.compactMap(example), validation.compactMap(example), task.test.compactMap(example)
    )
    guard training.count >= 2, let (target, metric) = target(training.map(\.target)) else {
      return nil
    }
    return SplitTask(
      TaskDataset(
        name: "\(task.name)-\(kind.rawValue)", target: target, metric: metric, training: training,
        validation: validation, test: test, isDerived: true))
  }
}

private func named(_ names: [String], _ values: [Float]) -> [String: Double] {
  Dictionary(zip(names, values.map(Double.init)), uniquingKeysWith: { first, _ in first })
}
