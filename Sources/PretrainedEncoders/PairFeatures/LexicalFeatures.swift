import Foundation

/// Numbers that measure the agreement of two sentences' words.
///
/// Ours: features of systems for textual entailment and paraphrase before pretrained encoders.
public enum LexicalFeatures {
  /// The names of the numbers, in their order.
  public static let names = [
    "first's words in second", "second's words in first", "words in both",
    "first's content words in second", "second's content words in first", "content words in both",
    "first's bigrams in second", "second's bigrams in first", "bigrams in both",
    "longest common subsequence of first", "longest common subsequence of second",
    "negation in first", "negation in second", "negation in one only",
    "first's numbers not in second", "second's numbers not in first",
    "length of first", "length of second", "difference of lengths",
  ]

  /// Returns the numbers of a pair of texts, `[names]`.
  ///
  /// Shares are of distinct words, from 0 to 1, and 0 without words; lengths are logarithms of one more
  /// than the number of words. Punctuation does not count as a word.
  public static func values(of first: String, and second: String) -> [Float] {
    let (first, second) = (SentenceWords(first), SentenceWords(second))
    let common = Float(commonSubsequence(first.all, second.all))
    let (long, short) = (logLength(first.all), logLength(second.all))
    var values: [Float] = []
    for part in [\SentenceWords.distinct, \.content, \.bigrams] {
      let (left, right) = (first[keyPath: part], second[keyPath: part])
      let shared = Float(left.intersection(right).count)
      values += [left.count, right.count, left.union(right).count].map { share(shared, of: $0) }
    }
    values += [share(common, of: first.all.count), share(common, of: second.all.count)]
    values += [first.isNegated, second.isNegated, first.isNegated != second.isNegated]
      .map { $0 ? 1 : 0 }
    for (left, right) in [(first, second), (second, first)] {
      values.append(
        share(Float(left.numbers.subtracting(right.numbers).count), of: left.numbers.count))
    }
    return values + [long, short, long - short]
  }

  private static func share(_ part: Float, of whole: Int) -> Float {
    whole == 0 ? 0 : part / Float(whole)
  }

  private static func logLength(_ words: [String]) -> Float { Float(log1p(Double(words.count))) }

  /// The length of the longest sequence of words that both have in this order, gaps allowed.
  private static func commonSubsequence(_ left: [String], _ right: [String]) -> Int {
    var last = [Int](repeating: 0, count: right.count + 1)
    for word in left {
      var diagonal = 0
      for (index, other) in right.enumerated() {
        let above = last[index + 1]
        last[index + 1] = word == other ? diagonal + 1 : max(above, last[index])
        diagonal = above
      }
    }
    return last[right.count]
  }
}

/// The words of a sentence, prepared for the comparison of two sentences.
private struct SentenceWords {
  var all: [String] = []
  var distinct: Set<String> = []
  var content: Set<String> = []
  var bigrams: Set<String> = []
  var numbers: Set<String> = []
  var isNegated = false

  init(_ text: String) {
    var before: [String] = ["", ""]
    for bytes in WordSplitter().words(of: text).split(separator: 0x20) {
      let word = String(decoding: bytes, as: UTF8.self)
      // The splitter makes three words of "isn't".
      let isContracted = word == "t" && ["'", "’"].contains(before[1]) && before[0].hasSuffix("n")
      isNegated = isNegated || isContracted || negations.contains(word)
      before = [before[1], word]
      guard word.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
      if let last = all.last { bigrams.insert("\(last) \(word)") }
      all.append(word)
      distinct.insert(word)
      if word.first?.isNumber == true { numbers.insert(word) }
      if !functionWords.contains(word) { content.insert(word) }
    }
  }
}

private let negations: Set = [
  "no", "not", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot",
  "without",
]

private let functionWords: Set = Set(
  """
  a about after all also am an and any are as at be been before being but by can could d did do does \
  for from had has have he her here him his how i if in into is it its just ll m may me might more \
  most must my of on one or other our out over re s shall she should so some such t than that the \
  their them then there these they this those to too up us ve very was we were what when where which \
  while who whom whose why will with would you your
  """.split(separator: " ").map(String.init))
