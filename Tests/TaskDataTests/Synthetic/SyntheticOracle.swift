import TaskData

/// Answers the questions of the synthetic suite from the grammar in `docs/synthetic-suite.md`,
/// reading nothing but the sentences.
struct SyntheticOracle {
  let language: SyntheticLanguage

  func target(of example: Example, in task: GLUETask) -> Double? {
    let first = words(example.first)
    let second = words(example.second ?? "")
    switch task {
    case .rte: return entails(first, second, language.lexicon).map { $0 ? 0 : 1 }
    case .wnli: return entails(first, second, language.lexicon).map { $0 ? 1 : 0 }
    case .qnli: return entails(first, second, language.falseFriends).map { $0 ? 0 : 1 }
    case .mnli:
      let isNegated = second.contains(language.negation)
      return entails(first, second, language.lexicon).map { $0 ? (isNegated ? 2 : 0) : 1 }
    case .mrpc, .qqp: return distance(first, second).map { $0 == 0 ? 1 : 0 }
    case .stsb: return distance(first, second).map { 5 - 1.25 * Double($0) }
    case .cola: return isAcceptable(first) ? 1 : 0
    case .sst2:
      let praises = first.contains { language.positive.contains($0) }
      return praises != first.contains(language.negation) ? 1 : 0
    }
  }

  private func words(_ sentence: String) -> [String] {
    sentence.split(separator: " ").map(String.init)
  }

  private func noun(_ sentence: [String]) -> String? {
    sentence.first { language.lexicon.level(of: $0) != nil }
  }

  private func entails(
    _ first: [String], _ second: [String], _ lexicon: SyntheticLexicon
  ) -> Bool? {
    guard let noun = self.noun(first), let other = self.noun(second) else { return nil }
    return lexicon.relation(of: other, to: noun) == .hypernym
  }

  private func distance(_ first: [String], _ second: [String]) -> Int? {
    guard
      let left = noun(first).flatMap(language.lexicon.level(of:)),
      let right = noun(second).flatMap(language.lexicon.level(of:))
    else { return nil }
    return abs(left - right)
  }

  /// Article, adjective, noun, verb, the preposition that the verb governs, place.
  private func isAcceptable(_ words: [String]) -> Bool {
    words.count == 6 && words[0] == language.article && language.neutral.contains(words[1])
      && language.lexicon.level(of: words[2]) != nil
      && language.preposition(of: words[3]) == words[4] && language.places.contains(words[5])
  }
}
