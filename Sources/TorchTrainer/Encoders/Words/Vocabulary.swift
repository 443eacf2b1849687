/// The distinct words of some tasks, with the rows of each in the table of embeddings: one for the word and
/// one for each of its character n-grams of three and four bytes.
///
/// Follows Bojanowski et al. (2017) <https://arxiv.org/abs/1607.04606> in the sum over n-grams of the word
/// with boundary marks; differs in hashing the word as well.
struct Vocabulary: Sendable {
  /// The row of each word, `[words]`.
  private(set) var wordRows: [Int32] = []

  /// The rows of the parts of all words, concatenated.
  private(set) var partRows: [Int32] = []

  /// The start of each word's parts, and the end of the last, `[words + 1]`.
  private(set) var partOffsets: [Int32] = [0]

  /// The number of words.
  var count: Int { wordRows.count }

  private let buckets: Int
  private var numbers: [WordHash: Int32] = [:]

  init(buckets: Int) {
    self.buckets = buckets
  }

  /// Appends the numbers of a sentence's words, up to a limit, and adds those not yet known.
  ///
  /// A word is a run of letters, digits and bytes beyond ASCII, in lower case; every other character except
  /// white space is a word.
  mutating func appendWords(of sentence: String, limit: Int, to tokens: inout [Int32]) {
    var bytes = Array(sentence.utf8)
    if bytes.contains(where: { $0 >= 0x80 }) { bytes = Array(sentence.lowercased().utf8) }
    let end = tokens.count + limit
    var offset = 0
    while offset < bytes.count, tokens.count < end {
      guard !isSpace(bytes[offset]) else {
        offset += 1
        continue
      }
      let start = offset
      var hash = WordHash(salt: 0)
      repeat {
        bytes[offset] = lowered(bytes[offset])
        hash.absorb(bytes[offset])
        offset += 1
      } while isLetter(bytes[offset - 1]) && offset < bytes.count && isLetter(bytes[offset])
      tokens.append(number(of: hash, bytes[start..<offset]))
    }
  }

  private mutating func number(of hash: WordHash, _ word: ArraySlice<UInt8>) -> Int32 {
    if let known = numbers[hash] { return known }
    let number = Int32(count)
    numbers[hash] = number
    wordRows.append(hash.bucket(of: buckets))
    let marked = [UInt8(ascii: "<")] + word + [UInt8(ascii: ">")]
    for length in 3...4 where marked.count >= length {
      for start in 0...(marked.count - length) {
        var part = WordHash(salt: 1)
        for byte in marked[start..<start + length] { part.absorb(byte) }
        partRows.append(part.bucket(of: buckets))
      }
    }
    partOffsets.append(Int32(partRows.count))
    return number
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (0x09...0x0d).contains(byte)
}

private func isLetter(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xff:
    true
  default: false
  }
}

private func lowered(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
