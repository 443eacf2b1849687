import GSLNumerics

/// Draws the examples of the synthetic tasks.
///
/// The second sentence of a pair says the same as the first with another noun, which decides the
/// label.
struct SyntheticExamples {
  let language: SyntheticLanguage
  let stream: RandomStream

  /// Draws an example of a task.
  ///
  /// - Parameter label: The class; for STS-B the number of steps of 1.25 in the score.
  func example(of task: GLUETask, label: Int) -> TextExample {
    switch task {
    case .rte: entailment(isEntailed: label == 0, label: label)
    case .wnli: entailment(isEntailed: label == 1, label: label)
    case .qnli: answer(isEntailed: label == 0, label: label)
    case .mnli: inference(label: label)
    case .mrpc: paraphrase(isParaphrase: label == 1, style: .news)
    case .qqp: paraphrase(isParaphrase: label == 1, style: .questions)
    case .stsb: similarity(steps: label)
    case .cola: acceptability(isAcceptable: label == 1)
    case .sst2: sentiment(isPraise: label == 1)
    }
  }

  /// How often a noun of a small task is a common one.
  static let commonShare = 0.42

  // MARK: - Entailment

  private func entailment(isEntailed: Bool, label: Int) -> TextExample {
    let (narrow, broad) = drawPair(nounOfSmallTask) { language.lexicon.isNarrower($0, than: $1) }
    let (noun, other) = isEntailed ? (narrow, broad) : (broad, narrow)
    return pair(noun, other, target: Double(label))
  }

  /// As entailment, in the lexicon of false friends.
  private func answer(isEntailed: Bool, label: Int) -> TextExample {
    let lexicon = language.falseFriends
    let (narrow, broad) = drawPair(nounOfSmallTask) { lexicon.isNarrower($0, than: $1) }
    let (noun, other) = isEntailed ? (narrow, broad) : (broad, narrow)
    return pair(noun, other, isQuestion: (true, false), target: Double(label))
  }

  /// Entailed, or neutral, or contradicted: entailed but for a negation.
  private func inference(label: Int) -> TextExample {
    let (narrow, broad) = drawPair(anyNoun) { language.lexicon.isNarrower($0, than: $1) }
    let isNeutral = label == 1
    return pair(
      isNeutral ? broad : narrow, isNeutral ? narrow : broad,
      isNegated: isNeutral ? stream.bernoulli(0.5) : label == 2, target: Double(label))
  }

  // MARK: - Likeness

  private enum Style { case news, questions }

  /// A paraphrase has a synonym; what is none has a noun at least two rungs away.
  ///
  /// Paraphrases are more often of broad nouns and the others of narrow ones, as people put general
  /// things in more ways.
  private func paraphrase(isParaphrase: Bool, style: Style) -> TextExample {
    let lexicon = language.lexicon
    let (noun, other) = drawPair(style == .news ? nounOfSmallTask : anyNoun) { noun, other in
      guard let (distance, height) = lexicon.distanceAndHeight(noun, other) else { return false }
      return isParaphrase
        ? distance == 0 && stream.bernoulli(0.2 + 0.8 * height)
        : distance >= 2 && stream.bernoulli(1 - 0.8 * height)
    }
    let isQuestion = style == .questions
    return pair(
      noun, other, isQuestion: (isQuestion, isQuestion), target: isParaphrase ? 1 : 0)
  }

  /// The score falls from 5 by 1.25 with each rung between the nouns.
  private func similarity(steps: Int) -> TextExample {
    let lexicon = language.lexicon
    let (noun, other) = drawPair(anyNoun) { noun, other in
      guard let (distance, height) = lexicon.distanceAndHeight(noun, other) else { return false }
      return distance == 4 - steps && stream.bernoulli(0.2 + 0.8 * height)
    }
    return pair(noun, other, target: 1.25 * Double(steps))
  }

  // MARK: - Single sentences

  /// What is not acceptable has the wrong preposition, or two neighbouring words in the wrong order.
  private func acceptability(isAcceptable: Bool) -> TextExample {
    let verb = any(language.verbs)
    var words = [language.article, any(language.plain), anyNoun(), verb]
    var preposition = governed(by: verb)
    if !isAcceptable {
      if stream.bernoulli(0.5) {
        preposition = any(language.prepositions.filter { $0 != preposition })
      } else {
        let place = stream.integer(below: words.count - 1)
        words.swapAt(place, place + 1)
      }
    }
    words += [preposition, any(language.places)]
    return TextExample(first: words.joined(separator: " "), target: isAcceptable ? 1 : 0)
  }

  /// The adjective praises or blames, and a negation turns it round.
  private func sentiment(isPraise: Bool) -> TextExample {
    let isNegated = stream.bernoulli(0.5)
    let words =
      [language.article, anyNoun(), any(language.verbs)]
      + (isNegated ? [language.negation] : [])
      + [any(isPraise != isNegated ? language.praising : language.blaming)]
    return TextExample(first: words.joined(separator: " "), target: isPraise ? 1 : 0)
  }

  // MARK: - Parts

  private func pair(
    _ noun: String, _ other: String, isNegated: Bool = false,
    isQuestion: (Bool, Bool) = (false, false), target: Double
  ) -> TextExample {
    let verb = any(language.verbs)
    let place = [governed(by: verb), any(language.places)]
    let first =
      (isQuestion.0 ? [language.questionWord] : []) + [language.article]
      + (stream.bernoulli(0.5) ? [any(language.plain)] : []) + [noun, verb] + place
    let second =
      (isQuestion.1 ? [language.questionWord] : []) + [language.article, other]
      + (isNegated ? [language.negation] : []) + [verb] + (stream.bernoulli(0.5) ? place : [])
    return TextExample(
      first: first.joined(separator: " "), second: second.joined(separator: " "), target: target)
  }

  private func governed(by verb: String) -> String {
    language.preposition(of: verb) ?? language.prepositions[0]
  }

  /// Draws two different nouns until they are right.
  private func drawPair(
    _ noun: () -> String, where isRight: (String, String) -> Bool
  ) -> (String, String) {
    while true {
      let (left, right) = (noun(), noun())
      if left != right, isRight(left, right) { return (left, right) }
    }
  }

  private func anyNoun() -> String {
    let (common, rare) = (language.lexicon.common, language.lexicon.rare)
    let rung = stream.integer(below: common.count)
    return any(common[rung] + rare[rung])
  }

  private func nounOfSmallTask() -> String {
    let isCommon = stream.bernoulli(Self.commonShare)
    return any(any(isCommon ? language.lexicon.common : language.lexicon.rare))
  }

  private func any<Element>(_ elements: [Element]) -> Element {
    elements[stream.integer(below: elements.count)]
  }
}

extension SyntheticLexicon {
  fileprivate func isNarrower(_ noun: String, than other: String) -> Bool {
    relation(of: noun, to: other) == .hyponym
  }

  /// The number of rungs between two nouns, and how high they are between the lowest rung (0) and
  /// the highest (1).
  fileprivate func distanceAndHeight(
    _ noun: String, _ other: String
  ) -> (distance: Int, height: Double)? {
    guard let left = rung(of: noun), let right = rung(of: other) else { return nil }
    return (abs(left - right), Double(left + right) / Double(2 * (Self.rungs - 1)))
  }
}
