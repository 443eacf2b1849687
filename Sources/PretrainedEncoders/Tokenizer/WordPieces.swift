/// The longest pieces of BERT's words that a vocabulary has.
///
/// Follows WordPiece in Devlin et al. (2019) <https://arxiv.org/abs/1810.04805>; the token numbers are
/// those of the `tokenizers` library.
struct WordPieces: PieceModel {
  let trie: PieceTrie
  let splitter: WordSplitter
  /// The token of unknown words.
  let unknown: Int32
  /// The node of pieces within a word in the trie, if there are any.
  let inner: Int?
  /// The number of characters above which a word is unknown.
  let longestWord: Int

  func append(_ text: Substring, upTo limit: Int, to tokens: inout [Int32]) {
    let words = splitter.words(of: text)
    var position = 0
    while position < words.count, tokens.count < limit {
      let begin = position
      while position < words.count, words[position] != 0x20 { position += 1 }
      if begin < position { appendPieces(of: words, begin..<position, to: &tokens) }
      position += 1
    }
  }

  private func appendPieces(of words: [UInt8], _ word: Range<Int>, to tokens: inout [Int32]) {
    let known = tokens.count
    let characters = words[word].count { $0 & 0xc0 != 0x80 }
    var position = characters > longestWord ? nil : Optional(word.lowerBound)
    while let begin = position, begin < word.upperBound {
      let node = begin == word.lowerBound ? 0 : inner
      let piece = node.flatMap { trie.longest(in: words, begin..<word.upperBound, from: $0) }
      if let piece { tokens.append(piece.token) }
      position = piece?.end
    }
    if position == nil {
      tokens.removeLast(tokens.count - known)
      tokens.append(unknown)
    }
  }
}
