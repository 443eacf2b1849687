import Foundation
import PretrainedEncoders
import Testing

@Suite struct LexicalFeaturesTests {
  @Test func sharesAreCountedByHand() {
    // Words: the cat sat on the mat / a cat sat. Content: cat sat mat / cat sat.
    let values = named("The cat sat on the mat.", "A cat sat!")
    #expect(values["first's words in second"] == 2.0 / 5)
    #expect(values["second's words in first"] == 2.0 / 3)
    #expect(values["words in both"] == 2.0 / 6)
    #expect(values["first's content words in second"] == 2.0 / 3)
    #expect(values["second's content words in first"] == 1)
    #expect(values["content words in both"] == 2.0 / 3)
    // the-cat cat-sat sat-on on-the the-mat / a-cat cat-sat
    #expect(values["first's bigrams in second"] == 1.0 / 5)
    #expect(values["second's bigrams in first"] == 1.0 / 2)
    #expect(values["bigrams in both"] == 1.0 / 6)
    #expect(values["longest common subsequence of first"] == 2.0 / 6)
    #expect(values["longest common subsequence of second"] == 2.0 / 3)
    #expect(values["length of first"] == Float(log(7.0)))
    #expect(values["length of second"] == Float(log(4.0)))
    #expect(values["difference of lengths"] == Float(log(7.0)) - Float(log(4.0)))
  }

  @Test func aSubsequenceKeepsTheOrderOfWords() {
    #expect(
      named("red green blue", "blue green red")["longest common subsequence of first"] == 1.0 / 3)
    #expect(
      named("red x green y blue", "red green blue")["longest common subsequence of second"] == 1)
  }

  @Test(arguments: [
    ("It is not so.", true), ("It isn't so.", true), ("It isn’t so.", true), ("No!", true),
    ("He cannot.", true), ("It is so.", false), ("A knot in T.", false), ("", false),
    ("Can 't", true), ("a ' t", false),
  ])
  func negationIsSeen(text: String, expected: Bool) {
    let values = named(text, "It is so.")
    #expect(values["negation in first"] == (expected ? 1 : 0))
    #expect(values["negation in second"] == 0)
    #expect(values["negation in one only"] == (expected ? 1 : 0))
    #expect(named(text, "Never.")["negation in one only"] == (expected ? 0 : 1))
  }

  @Test func numbersThatDifferAreSeen() {
    let values = named("In 1999 there were 12 of 30.", "There were 12 in 2001.")
    #expect(values["first's numbers not in second"] == 2.0 / 3)
    #expect(values["second's numbers not in first"] == 1.0 / 2)
  }

  @Test(arguments: ["", " ", "?!", "\u{0}"])
  func aTextWithoutWordsHasNoShares(text: String) {
    #expect(LexicalFeatures.values(of: text, and: text).allSatisfy { $0 == 0 })
    let values = LexicalFeatures.values(of: text, and: "One word more.")
    #expect(values.allSatisfy { $0.isFinite })
    #expect(values.count == LexicalFeatures.names.count)
  }

  @Test func theSameSentenceTwiceAgreesInAll() {
    let values = named("She sold 7 red shells.", "She sold 7 red shells.")
    for name in LexicalFeatures.names[..<11] { #expect(values[name] == 1, "\(name)") }
    for name in LexicalFeatures.names[11..<16] { #expect(values[name] == 0, "\(name)") }
    #expect(values["difference of lengths"] == 0)
  }

  private func named(_ first: String, _ second: String) -> [String: Float] {
    let values = LexicalFeatures.values(of: first, and: second)
    return Dictionary(uniqueKeysWithValues: zip(LexicalFeatures.names, values))
  }
}
