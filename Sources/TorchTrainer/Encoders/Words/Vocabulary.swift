/// The distinct words of some tasks, each with the rows of the table of embeddings that it is made
/// of: one for the word and one for each of its parts of three and four bytes.
///
/// Follows Bojanowski et al. (2017) <https://arxiv.org/abs/1607.04606> in adding the parts of a word,
/// its bounds marked; hashing the word itself, too, is ours.
struct Vocabulary: Sendable {
  /// The row of each word, `[words]`.
  private(set) var wordRows: [Int32] = []

  /// The rows of the parts of all words, one word after the other.
  private(set) var partRows: [Int32] = []

  /// Where the parts of each word begin, and where the last's end, `[words + 1]`.
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
  /// A word is a run of letters, digits and bytes beyond ASCII, in lower case; every other character
  /// but white space is a word of its own.
  mutating func appendWords(of sentence: String, limit: Int, to tokens: inout [Int32]) {
    var bytes = Array(sentence.utf8)
    if bytes.contains(where: { $0 >= 0x80 }) { bytes = Array(sentence.lowercased().utf8) }
    let end = tokens.count + limit
    var place = 0
    while place < bytes.count, tokens.count < end {
      guard !isSpace(bytes[place]) else {
        place += 1
        continue
      }
      let start = place
      var hash = WordHash(salt: 0)
      repeat {
        bytes[place] = lowered(bytes[place])
        hash.absorb(bytes[place])
        place += 1
      } while isLetter(bytes[place - 1]) && place < bytes.count && isLetter(bytes[place])
      tokens.append(number(of: hash, bytes[start..<place]))
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
