import Multitask

/// Several scores of a model by name, of which targets name some.
struct ScoresByName: Decodable {
  let scores: [String: Double]

  /// The losses by the same names; nil if the command gives none.
  let losses: [String: Double]?

  /// The number of examples of each; nil if the command does not say.
  let examples: Int?

  /// The names and values of the numbers, in the order of the names.
  var numbers: [(name: String, value: Double)] {
    scores.sorted { $0.key < $1.key }.map { ("score '\($0.key)'", $0.value) }
      + (losses ?? [:]).sorted { $0.key < $1.key }.map { ("loss '\($0.key)'", $0.value) }
  }

  /// Returns the evaluation of a target, with the scores that are no target's; nil for a name without a score.
  ///
  /// - Parameters:
  ///   - name: The name of the target.
  ///   - tasks: The tasks with the targets.
  ///   - usesLoss: Whether the loss is the command's, where it gives one; otherwise it is the negative score.
  func evaluation(of name: String, in tasks: TaskList, usesLoss: Bool = true) -> Evaluation? {
    guard let score = scores[name] else { return nil }
    let targets = tasks.targetNames
    let others = scores.filter { !targets.contains($0.key) }
    return Evaluation(
      metric: score, loss: (usesLoss ? losses?[name] : nil) ?? -score, examples: examples ?? 0,
      others: others.isEmpty ? nil : others)
  }

  /// What is wrong where a target has no score, as a predicate of the command.
  func lacks(_ name: String) -> String {
    "gave no score '\(name)', which is a target: its scores are "
      + scores.keys.sorted().joined(separator: ", ")
  }
}
