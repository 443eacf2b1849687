public import GSLNumerics

/// A small formal language with invented words, from which the synthetic suite is made.
///
/// Ours. Spelling carries no meaning: forms are drawn independently of it.
/// `docs/synthetic-suite.md` has the grammar.
public struct SyntheticLanguage: Equatable, Sendable {
  /// The meanings of the nouns.
  public let lexicon: SyntheticLexicon

  /// The meanings of the nouns in QNLI, where the rare ones are reversed.
  public let falseFriends: SyntheticLexicon

  /// The word before a noun.
  public let article: String

  /// The verbs.
  public let verbs: [String]

  /// The prepositions.
  public let prepositions: [String]

  /// The nouns of places; they are on no level.
  public let places: [String]

  /// The adjectives of positive sentiment.
  public let positive: [String]

  /// The adjectives of negative sentiment.
  public let negative: [String]

  /// The adjectives without sentiment.
  public let neutral: [String]

  /// The word that reverses a statement.
  public let negation: String

  /// The word that makes a question.
  public let questionWord: String

  private let governed: [String: String]

  /// Draws a language.
  ///
  /// - Parameter stream: Gives the word forms and the prepositions of the verbs; draws a number of times that
  ///   depends on the values.
  public init(using stream: RandomStream) {
    var forms = WordForms(stream: stream)
    article = forms.next(syllables: 1)
    negation = forms.next(syllables: 1)
    questionWord = forms.next(syllables: 1)
    prepositions = forms.next(3, syllables: 1)
    verbs = forms.next(24, syllables: 2)
    places = forms.next(12, syllables: 2)
    neutral = forms.next(8, syllables: 2)
    positive = forms.next(16, syllables: 2)
    negative = forms.next(16, syllables: 2)
    let levels = 0..<SyntheticLexicon.levels
    lexicon = SyntheticLexicon(
      common: levels.map { _ in forms.next(4, syllables: 3) },
      rare: levels.map { _ in forms.next(120, syllables: 3) })
    falseFriends = lexicon.withFalseFriends()
    var governed: [String: String] = [:]
    for verb in verbs { governed[verb] = prepositions[stream.integer(below: prepositions.count)] }
    self.governed = governed
  }

  /// Returns the preposition that a verb governs, or nil for another word.
  public func preposition(of verb: String) -> String? { governed[verb] }
}

/// Draws pronounceable forms, each once.
private struct WordForms {
  let stream: RandomStream
  private var used: Set<String> = []

  init(stream: RandomStream) {
    self.stream = stream
  }

  mutating func next(_ count: Int, syllables: Int) -> [String] {
    (0..<count).map { _ in next(syllables: syllables) }
  }

  mutating func next(syllables: Int) -> String {
    while true {
      let form = (0..<syllables).map { _ in syllable() }.joined()
      if used.insert(form).inserted { return form }
    }
  }

  private func syllable() -> String {
    let onsets = [
      "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "zh", "kv", "dr", "pl",
    ]
    let vowels = ["a", "e", "i", "o", "u", "ae", "oi"]
    return onsets[stream.integer(below: onsets.count)] + vowels[stream.integer(below: vowels.count)]
  }
}
