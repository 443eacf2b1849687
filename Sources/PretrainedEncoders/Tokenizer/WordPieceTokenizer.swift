/// BERT's tokenizer: words, and the longest pieces of them that the vocabulary has.
///
/// Follows WordPiece in Devlin et al. (2019) <https://arxiv.org/abs/1810.04805>; the token numbers are
/// those of the `tokenizers` library.
public struct WordPieceTokenizer: Sendable {
  /// The number of tokens of the vocabulary.
  public let vocabularySize: Int

  /// The token of unknown words.
  public let unknown: Int32

  /// The token before a sequence.
  public let start: Int32

  /// The token after a sentence.
  public let end: Int32

  private let splitter: WordSplitter
  private let trie: PieceTrie
  /// The node of pieces within a word in the trie, if there are any.
  private let inner: Int?
  private let longestWord: Int
  /// Tokens that stand for themselves in a text, with what they look like.
  private let specials: [(bytes: [UInt8], token: Int32)]

  /// Reads the tokenizer of an encoder's folder: `vocab.txt`, `tokenizer.json` or both.
  ///
  /// - Throws: `PretrainedEncoderError.missingFile`, `.unreadable`, `.malformedJSON`,
  ///   `.missingToken` or `.unsupported` for a tokenizer that is not BERT's.
  public init(folder: String) throws(PretrainedEncoderError) {
    let files = try TokenizerFiles(folder: folder)
    var trie = PieceTrie()
    for (token, text) in files.tokens.enumerated() {
      trie.insert(text, token: Int32(truncatingIfNeeded: token))
    }
    func token(_ name: String) throws(PretrainedEncoderError) -> Int32 {
      guard let token = trie.token(name.utf8) else {
        throw .missingToken(name, path: files.path)
      }
      return token
    }
    vocabularySize = files.tokens.count
    unknown = try token(files.unknown)
    start = try token("[CLS]")
    end = try token("[SEP]")
    specials = files.specials.compactMap { special in
      trie.token(special).map { (special, $0) }
    }
    splitter = files.splitter
    inner = trie.node(of: files.innerMark.utf8)
    longestWord = files.longestWord
    self.trie = trie
  }

  /// Returns the tokens of a sentence between the marks of its start and end.
  ///
  /// - Parameters:
  ///   - sentence: Any text.
  ///   - limit: The largest number of tokens, including the marks; the rest is left out.
  /// - Precondition: The limit is at least 2.
  public func tokens(of sentence: String, limit: Int) -> [Int32] {
    precondition(limit >= 2, "the marks alone are two tokens")
    var tokens = [start]
    append(sentence, upTo: limit - 1, to: &tokens)
    tokens.append(end)
    return tokens
  }

  /// Returns the tokens of a pair of sentences in one sequence, and the sentence of each.
  ///
  /// The longer of the two is shortened first, following the `tokenizers` library.
  ///
  /// - Parameters:
  ///   - first: Any text.
  ///   - second: Any text.
  ///   - limit: The largest number of tokens, including the three marks.
  /// - Returns: Tokens, and 0 or 1 for each, the marks with the sentence before them.
  /// - Precondition: The limit is at least 3.
  public func tokens(
    of first: String, and second: String, limit: Int
  ) -> (tokens: [Int32], types: [Int32]) {
    precondition(limit >= 3, "the marks alone are three tokens")
    var (left, right): ([Int32], [Int32]) = ([], [])
    append(first, upTo: .max, to: &left)
    append(second, upTo: .max, to: &right)
    let room = limit - 3
    if left.count + right.count > room {
      let shorter = min(left.count, right.count)
      let both = shorter > room / 2
      let small = both ? room / 2 : shorter
      let leftIsLonger = left.count > right.count
      left = Array(left.prefix(leftIsLonger ? room - small : small))
      right = Array(right.prefix(leftIsLonger ? small : room - small))
    }
    return (
      [start] + left + [end] + right + [end],
      Array(repeating: 0, count: left.count + 2) + Array(repeating: 1, count: right.count + 1)
    )
  }

  /// Appends the pieces of a text up to a number of tokens.
  private func append(_ text: String, upTo limit: Int, to tokens: inout [Int32]) {
    guard text.utf8.contains(where: { byte in specials.contains { $0.bytes.first == byte } }) else {
      return appendPieces(of: splitter.words(of: text), upTo: limit, to: &tokens)
    }
    var (start, position) = (text.startIndex, text.startIndex)
    while position < text.endIndex {
      let rest = text.utf8[position...]
      guard
        let special = specials.filter({ rest.starts(with: $0.bytes) })
          .max(by: { $0.bytes.count < $1.bytes.count })
      else {
        position = text.utf8.index(after: position)
        continue
      }
      appendPieces(of: splitter.words(of: text[start..<position]), upTo: limit, to: &tokens)
      if tokens.count < limit { tokens.append(special.token) }
      position = text.utf8.index(position, offsetBy: special.bytes.count)
      start = position
    }
    appendPieces(of: splitter.words(of: text[start...]), upTo: limit, to: &tokens)
  }

  private func appendPieces(of words: [UInt8], upTo limit: Int, to tokens: inout [Int32]) {
    var position = 0
    while position < words.count, tokens.count < limit {
      let begin = position
      while position < words.count, words[position] != 0x20 { position += 1 }
      if begin < position { appendPieces(of: words, begin..<position, to: &tokens) }
      position += 1
    }
    if tokens.count > limit { tokens.removeLast(tokens.count - limit) }
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
