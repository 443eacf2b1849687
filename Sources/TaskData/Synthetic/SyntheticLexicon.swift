/// How a noun of the synthetic language stands to another.
public enum LexicalRelation: Equatable, Sendable {
  /// It is the same word.
  case same
  /// It means as much: both are on the same rung.
  case synonym
  /// It means more things: all that is the other is also this.
  case hypernym
  /// It means fewer things: all that is this is also the other.
  case hyponym
}

/// What the nouns of the synthetic language mean: each is on a rung of one ladder, from the
/// narrowest kinds of things to the broadest.
public struct SyntheticLexicon: Equatable, Sendable {
  /// The number of rungs.
  public static let rungs = 6

  /// The few nouns of each rung that small tasks are full of, `[rungs][words]`.
  public let common: [[String]]

  /// The many nouns of each rung that small tasks use now and then, `[rungs][words]`.
  public let rare: [[String]]

  private let rungOfNoun: [String: Int]

  /// Creates a lexicon; every noun is expected once.
  init(common: [[String]], rare: [[String]]) {
    self.common = common
    self.rare = rare
    var rungOfNoun: [String: Int] = [:]
    for rung in 0..<Self.rungs {
      for noun in common[rung] + rare[rung] { rungOfNoun[noun] = rung }
    }
    self.rungOfNoun = rungOfNoun
  }

  /// Returns the rung of a noun, zero being the narrowest, or nothing for another word.
  public func rung(of noun: String) -> Int? { rungOfNoun[noun] }

  /// Returns how a noun stands to another, or nothing where one of them is no noun.
  public func relation(of noun: String, to other: String) -> LexicalRelation? {
    guard let left = rungOfNoun[noun], let right = rungOfNoun[other] else { return nil }
    if noun == other { return .same }
    return left == right ? .synonym : left > right ? .hypernym : .hyponym
  }

  /// Returns the lexicon in which the common nouns mean what they mean here, and the ladder is upside
  /// down for the rare ones.
  func withFalseFriends() -> SyntheticLexicon {
    SyntheticLexicon(common: common, rare: rare.reversed())
  }
}
