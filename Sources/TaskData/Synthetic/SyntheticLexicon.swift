/// The relation of a noun of the synthetic language to another.
public enum LexicalRelation: Equatable, Sendable {
  /// It is the same word.
  case same
  /// Both are on the same level.
  case synonym
  /// The noun is on a higher level: everything that is the other is also this.
  case hypernym
  /// The noun is on a lower level: everything that is this is also the other.
  case hyponym
}

/// The meanings of the nouns of the synthetic language: each is on one level of a hierarchy from narrow
/// to broad.
public struct SyntheticLexicon: Equatable, Sendable {
  /// The number of levels.
  public static let levels = 6

  /// The few nouns of each level that are frequent in small tasks, `[levels][words]`.
  public let common: [[String]]

  /// The many nouns of each level that are infrequent in small tasks, `[levels][words]`.
  public let rare: [[String]]

  private let levelOfNoun: [String: Int]

  /// Creates a lexicon; every noun is expected once.
  init(common: [[String]], rare: [[String]]) {
    self.common = common
    self.rare = rare
    var levelOfNoun: [String: Int] = [:]
    for level in 0..<Self.levels {
      for noun in common[level] + rare[level] { levelOfNoun[noun] = level }
    }
    self.levelOfNoun = levelOfNoun
  }

  /// Returns the level of a noun, from 0 for the narrowest, or nil for another word.
  public func level(of noun: String) -> Int? { levelOfNoun[noun] }

  /// Returns the relation of a noun to another, or nil if one of them is not a noun.
  public func relation(of noun: String, to other: String) -> LexicalRelation? {
    guard let left = levelOfNoun[noun], let right = levelOfNoun[other] else { return nil }
    if noun == other { return .same }
    return left == right ? .synonym : left > right ? .hypernym : .hyponym
  }

  /// Returns the lexicon with the same common nouns and the levels of the rare ones reversed.
  func withFalseFriends() -> SyntheticLexicon {
    SyntheticLexicon(common: common, rare: rare.reversed())
  }
}
