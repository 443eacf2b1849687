/// How a word of the synthetic language stands to another.
public enum LexicalRelation: Equatable, Sendable {
  /// It is the same word.
  case same
  /// It means the same.
  case synonym
  /// It names the family of the other: everything that is the other is also this.
  case hypernym
  /// It is of the same family and means something else.
  case sibling
  /// It is of, or names, the family that excludes the other's.
  case opposite
  /// None of these.
  case unrelated

  /// Whether what is said of the other word also holds of this one.
  public var isEntailed: Bool { self == .same || self == .synonym || self == .hypernym }
}

/// The meanings of the nouns: families that have a name, members in pairs of synonyms, and an
/// opposite family.
public struct SyntheticLexicon: Equatable, Sendable {
  /// The names of the families, `[families]`; families 2*k* and 2*k* + 1 are opposites.
  public let names: [String]

  /// The members of the families, `[families][members]`; members 2*k* and 2*k* + 1 are synonyms.
  public let members: [[String]]

  private let places: [String: (family: Int, member: Int)]

  init(names: [String], members: [[String]]) {
    self.names = names
    self.members = members
    var places: [String: (family: Int, member: Int)] = [:]
    for (family, words) in members.enumerated() {
      for (member, word) in words.enumerated() { places[word] = (family, member) }
    }
    self.places = places
  }

  /// Whether two lexicons give the same words the same meanings.
  public static func == (left: SyntheticLexicon, right: SyntheticLexicon) -> Bool {
    left.names == right.names && left.members == right.members
  }

  /// Returns how a word stands to a member of a family.
  public func relation(of word: String, to member: String) -> LexicalRelation {
    if word == member { return .same }
    guard let place = places[member] else { return .unrelated }
    if let family = names.firstIndex(of: word) {
      return family == place.family
        ? .hypernym : family == opposite(of: place.family) ? .opposite : .unrelated
    }
    guard let other = places[word] else { return .unrelated }
    if other.family == opposite(of: place.family) { return .opposite }
    guard other.family == place.family else { return .unrelated }
    return other.member == place.member ^ 1 ? .synonym : .sibling
  }

  /// Returns the family whose members are never those of this one.
  public func opposite(of family: Int) -> Int { family ^ 1 }

  /// Returns the lexicon in which the same words mean something else: no two words that are related
  /// in one are related in the other.
  ///
  /// Member *m* of family *f* joins family *f* + 2*m* + 3, counted in a circle, in place *m*.
  func dealtAnew() -> SyntheticLexicon {
    let families = names.count
    return SyntheticLexicon(
      names: names,
      members: members.indices.map { family in
        members[family].indices.map { member in
          members[(family + 2 * families - (member + 2) % families) % families][member]
        }
      })
  }
}
