/// Byte pairs merged into tokens, the most frequent first.
///
/// Follows Sennrich et al. (2016) <https://arxiv.org/abs/1508.07909>, on the bytes of GPT-2's words as in
/// RoBERTa; the token numbers are those of the `tokenizers` library.
struct BytePairs: PieceModel {
  private struct Pair: Hashable {
    let first: Int32
    let second: Int32
  }

  private static let never = Int32.max

  /// Whether a text begins with a space even where it has none.
  private let addsSpace: Bool
  /// The token of each byte.
  private let bytes: [Int32]
  private let ranks: [Pair: Int32]
  /// The token that a merge makes, by its rank.
  private let merged: [Int32]

  /// Checks and takes the merges of a file.
  init(
    _ file: BytePairFile, _ numbers: [String: Int], _ path: String
  ) throws(PretrainedEncoderError) {
    func token(_ text: String) throws(PretrainedEncoderError) -> Int32 {
      guard let token = numbers[text] else { throw .missingToken(text, path: path) }
      return Int32(token)
    }
    addsSpace = file.preTokenizer.addPrefixSpace
    var bytes: [Int32] = []
    for character in byteCharacters { bytes.append(try token(String(character))) }
    self.bytes = bytes
    var ranks: [Pair: Int32] = [:]
    var merged: [Int32] = []
    for merge in file.model.merges {
      let pair = Pair(first: try token(merge.first), second: try token(merge.second))
      ranks[pair] = Int32(merged.count)
      merged.append(try token(merge.first + merge.second))
    }
    self.ranks = ranks
    self.merged = merged
  }

  func append(_ text: Substring, upTo limit: Int, to tokens: inout [Int32]) {
    let needsSpace = addsSpace && !text.isEmpty && text.utf8.first != 0x20
    let scalars = Array((needsSpace ? " " + text : text).unicodeScalars)
    var position = 0
    while position < scalars.count, tokens.count < limit {
      let end = endOfWord(in: scalars, from: position)
      var word: [Int32] = []
      for scalar in scalars[position..<end] {
        for byte in UTF8.encode(scalar) ?? .init() { word.append(bytes[Int(byte)]) }
      }
      tokens += merging(word)
      position = end
    }
  }

  private func merging(_ word: [Int32]) -> [Int32] {
    var word = word
    var rank = zip(word, word.dropFirst()).map { self.rank(of: $0, $1) }
    while let least = rank.indices.min(by: { (rank[$0], $0) < (rank[$1], $1) }),
      rank[least] != Self.never
    {
      word[least] = merged[Int(rank[least])]
      word.remove(at: least + 1)
      rank.remove(at: least)
      if least > 0 { rank[least - 1] = self.rank(of: word[least - 1], word[least]) }
      if least < rank.count { rank[least] = self.rank(of: word[least], word[least + 1]) }
    }
    return word
  }

  private func rank(of first: Int32, _ second: Int32) -> Int32 {
    ranks[Pair(first: first, second: second)] ?? Self.never
  }
}

/// The character that stands for each byte in the vocabulary: printable ones for themselves, the others
/// above U+0100 in their order.
private let byteCharacters: [Unicode.Scalar] = {
  var next: UInt32 = 0x100
  return (UInt8.min...UInt8.max).map { byte in
    switch byte {
    case 0x21...0x7e, 0xa1...0xac, 0xae...0xff: return Unicode.Scalar(byte)
    default:
      defer { next += 1 }
      return Unicode.Scalar(next) ?? " "
    }
  }
}()
