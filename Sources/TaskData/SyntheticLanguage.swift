public import GSLNumerics

/// A small formal language with invented words, from which the synthetic suite is made.
///
/// Ours. Spelling says nothing of meaning: forms are drawn first and dealt to meanings at random.
/// `docs/synthetic-suite.md` has the grammar.
public struct SyntheticLanguage: Equatable, Sendable {
  /// What the nouns mean.
  public let lexicon: SyntheticLexicon

  /// What the nouns mean to the one task that has them wrong.
  public let falseFriends: SyntheticLexicon

  /// The two articles; each noun takes one of them.
  public let articles: [String]

  /// The nouns that take the second article.
  public let secondGender: Set<String>

  /// The verbs.
  public let verbs: [String]

  /// The prepositions.
  public let prepositions: [String]

  /// The adjectives that praise.
  public let praising: [String]

  /// The adjectives that blame.
  public let blaming: [String]

  /// The adjectives that do neither.
  public let plain: [String]

  /// The word that turns praise into blame and blame into praise.
  public let negation: String

  /// The word that makes a question.
  public let questionWord: String

  /// Creates the language of a seed.
  ///
  /// - Parameter stream: Gives the word forms and the genders; draws a number of times that depends
  ///   on the values.
  public init(using stream: RandomStream) {
    var forms = WordForms(stream: stream)
    articles = forms.take(2, syllables: 1)
    prepositions = forms.take(3, syllables: 1)
    negation = forms.take(1, syllables: 1)[0]
    questionWord = forms.take(1, syllables: 1)[0]
    verbs = forms.take(12, syllables: 2)
    praising = forms.take(16, syllables: 2)
    blaming = forms.take(16, syllables: 2)
    plain = forms.take(8, syllables: 2)
    lexicon = SyntheticLexicon(
      names: forms.take(Self.families, syllables: 3),
      members: (0..<Self.families).map { _ in forms.take(Self.membersPerFamily, syllables: 3) })
    falseFriends = lexicon.dealtAnew()
    let nouns = lexicon.names + lexicon.members.flatMap { $0 }
    secondGender = Set(nouns.filter { _ in stream.bernoulli(0.5) })
  }

  /// The number of families.
  public static let families = 12

  /// The number of members of a family.
  public static let membersPerFamily = 8

  /// Returns the article that a noun takes.
  public func article(of noun: String) -> String {
    articles[secondGender.contains(noun) ? 1 : 0]
  }
}

/// Draws forms that can be pronounced, each once.
private struct WordForms {
  let stream: RandomStream
  private var used: Set<String> = []

  init(stream: RandomStream) {
    self.stream = stream
  }

  mutating func take(_ count: Int, syllables: Int) -> [String] {
    (0..<count).map { _ in
      while true {
        let form = (0..<syllables).map { _ in syllable() }.joined()
        if used.insert(form).inserted { return form }
      }
    }
  }

  private func syllable() -> String {
    let onsets = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "zh", "kv"]
    let vowels = ["a", "e", "i", "o", "u", "ae", "oi"]
    return onsets[stream.integer(below: onsets.count)] + vowels[stream.integer(below: vowels.count)]
  }
}
