import GSLNumerics

/// Draws the examples of the synthetic tasks.
///
/// The sentences of a pair differ in the noun, and the relation of the two nouns decides the label.
struct SyntheticExamples {
  let language: SyntheticLanguage
  let stream: RandomStream

  /// Draws an example of a task.
  ///
  /// - Parameter label: The class; for STS-B the number of steps of 1.25 in the score.
  func example(of task: GLUETask, label: Int) -> Example {
    switch task {
    case .rte: entailment(isEntailed: label == 0, label: label)
    case .wnli: entailment(isEntailed: label == 1, label: label)
    case .qnli: answer(isEntailed: label == 0, label: label)
    case .mnli: inference(label: label)
    case .mrpc: paraphrase(isParaphrase: label == 1, style: .news)
    case .qqp: paraphrase(isParaphrase: label == 1, style: .questions)
    case .stsb: similarity(steps: label)
    case .cola: acceptability(isAcceptable: label == 1)
    case .sst2: sentiment(isPositive: label == 1)
    }
  }

  /// The share of common nouns in the small tasks.
  static let commonShare = 0.42

  // MARK: - Entailment

  private func entailment(isEntailed: Bool, label: Int) -> Example {
    let (narrow, broad) = drawPair(nounOfSmallTask) { language.lexicon.isNarrower($0, than: $1) }
    let (noun, other) = isEntailed ? (narrow, broad) : (broad, narrow)
    return pair(noun, other, target: Double(label))
  }

  /// Entailment by the lexicon of false friends.
  private func answer(isEntailed: Bool, label: Int) -> Example {
    let lexicon = language.falseFriends
    let (narrow, broad) = drawPair(nounOfSmallTask) { lexicon.isNarrower($0, than: $1) }
    let (noun, other) = isEntailed ? (narrow, broad) : (broad, narrow)
    return pair(noun, other, isQuestion: (true, false), target: Double(label))
  }

  /// Entailment, neutral, or contradiction: entailment with a negation.
  private func inference(label: Int) -> Example {
    let (narrow, broad) = drawPair(anyNoun) { language.lexicon.isNarrower($0, than: $1) }
    let isNeutral = label == 1
    return pair(
      isNeutral ? broad : narrow, isNeutral ? narrow : broad,
      isNegated: isNeutral ? stream.bernoulli(0.5) : label == 2, target: Double(label))
  }

  // MARK: - Similarity

  private enum Style { case news, questions }

  /// A paraphrase has a synonym; other pairs have nouns at least two levels apart.
  ///
  /// Paraphrases more often have broad nouns and other pairs narrow ones, because general things have
  /// more names.
  private func paraphrase(isParaphrase: Bool, style: Style) -> Example {
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

  /// The score falls from 5 by 1.25 with each level of distance.
  private func similarity(steps: Int) -> Example {
    let lexicon = language.lexicon
    let (noun, other) = drawPair(anyNoun) { noun, other in
      guard let (distance, height) = lexicon.distanceAndHeight(noun, other) else { return false }
      return distance == 4 - steps && stream.bernoulli(0.2 + 0.8 * height)
    }
    return pair(noun, other, target: 1.25 * Double(steps))
  }

  // MARK: - Single sentences

  /// An unacceptable sentence has the wrong preposition, or two neighbouring words exchanged.
  private func acceptability(isAcceptable: Bool) -> Example {
    let verb = any(language.verbs)
    var words = [language.article, any(language.neutral), anyNoun(), verb]
    var preposition = governed(by: verb)
    if !isAcceptable {
      if stream.bernoulli(0.5) {
        preposition = any(language.prepositions.filter { $0 != preposition })
      } else {
        let index = stream.integer(below: words.count - 1)
        words.swapAt(index, index + 1)
      }
    }
    words += [preposition, any(language.places)]
    return Example(first: words.joined(separator: " "), target: isAcceptable ? 1 : 0)
  }

  /// The adjective is positive or negative, and a negation reverses it.
  private func sentiment(isPositive: Bool) -> Example {
    let isNegated = stream.bernoulli(0.5)
    let words =
      [language.article, anyNoun(), any(language.verbs)]
      + (isNegated ? [language.negation] : [])
      + [any(isPositive != isNegated ? language.positive : language.negative)]
    return Example(first: words.joined(separator: " "), target: isPositive ? 1 : 0)
  }

  // MARK: - Parts

  private func pair(
    _ noun: String, _ other: String, isNegated: Bool = false,
    isQuestion: (Bool, Bool) = (false, false), target: Double
  ) -> Example {
    let verb = any(language.verbs)
    let place = [governed(by: verb), any(language.places)]
    let first =
      (isQuestion.0 ? [language.questionWord] : []) + [language.article]
      + (stream.bernoulli(0.5) ? [any(language.neutral)] : []) + [noun, verb] + place
    let second =
      (isQuestion.1 ? [language.questionWord] : []) + [language.article, other]
      + (isNegated ? [language.negation] : []) + [verb] + (stream.bernoulli(0.5) ? place : [])
    return Example(
      first: first.joined(separator: " "), second: second.joined(separator: " "), target: target)
  }

  private func governed(by verb: String) -> String {
    language.preposition(of: verb) ?? language.prepositions[0]
  }

  /// Draws two different nouns until they satisfy a condition.
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
    let level = stream.integer(below: common.count)
    return any(common[level] + rare[level])
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

  /// The distance of two nouns in levels, and their mean height from the lowest level (0) to the
  /// highest (1).
  fileprivate func distanceAndHeight(
    _ noun: String, _ other: String
  ) -> (distance: Int, height: Double)? {
    guard let left = level(of: noun), let right = level(of: other) else { return nil }
    return (abs(left - right), Double(left + right) / Double(2 * (Self.levels - 1)))
  }
}
