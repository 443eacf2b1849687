/// A model that splits a text without special tokens into tokens.
protocol PieceModel: Sendable {
  /// Appends the tokens of a text, at least up to a number of tokens if there are so many.
  func append(_ text: Substring, upTo limit: Int, to tokens: inout [Int32])
}

/// The tokenizer of an encoder: the pieces of a text between the marks of the encoder's family.
///
/// The token numbers are those of the `tokenizers` library.
public struct EncoderTokenizer: Sendable {
  /// The number of tokens of the vocabulary.
  public let vocabularySize: Int

  /// The token before a sequence.
  public let start: Int32

  /// The token after a sentence.
  public let end: Int32

  /// The number of marks around and between the sentences of a pair.
  public let marksOfPair: Int

  private let pieces: any PieceModel
  private let added: [AddedToken]

  /// Reads the tokenizer of an encoder's folder.
  ///
  /// - Parameters:
  ///   - folder: A folder with `vocab.txt`, `tokenizer.json` or both; RoBERTa's has `tokenizer.json`.
  ///   - family: The encoder's family.
  /// - Throws: `PretrainedEncoderError.missingFile`, `.unreadable`, `.malformedJSON`,
  ///   `.missingToken` or `.unsupported` for a tokenizer that is not the family's.
  public init(folder: String, family: EncoderFamily = .bert) throws(PretrainedEncoderError) {
    marksOfPair = family.marksOfPair
    if family == .roberta {
      let path = "\(folder)/tokenizer.json"
      let file = try readJSON(BytePairFile.self, from: path)
      try file.check(path)
      var tokens = try ordered(file.model.vocab, path)
      added = try (file.addedTokens ?? []).tokens(extending: &tokens, normalizes: false, path)
      vocabularySize = tokens.count
      var numbers = file.model.vocab
      for token in added { numbers[String(decoding: token.text, as: UTF8.self)] = Int(token.token) }
      guard let start = numbers["<s>"], let end = numbers["</s>"] else {
        throw .missingToken(numbers["<s>"] == nil ? "<s>" : "</s>", path: path)
      }
      (self.start, self.end) = (Int32(start), Int32(end))
      pieces = try BytePairs(file, numbers, path)
    } else {
      let files = try WordPieceFiles(folder: folder)
      (vocabularySize, added) = (files.tokens.count, files.added)
      let trie = files.trie
      start = try files.token("[CLS]", in: trie)
      end = try files.token("[SEP]", in: trie)
      pieces = WordPieces(
        trie: trie, splitter: files.splitter,
        unknown: try files.token(files.unknown, in: trie),
        inner: trie.node(of: files.innerMark.utf8), longestWord: files.longestWord)
    }
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
  ///   - limit: The largest number of tokens, including the marks.
  /// - Returns: Tokens, and 0 or 1 for each, the marks with the sentence before them.
  /// - Precondition: The limit is at least `marksOfPair`.
  public func tokens(
    of first: String, and second: String, limit: Int
  ) -> (tokens: [Int32], types: [Int32]) {
    precondition(limit >= marksOfPair, "the marks alone are that many tokens")
    var (left, right): ([Int32], [Int32]) = ([], [])
    append(first, upTo: .max, to: &left)
    append(second, upTo: .max, to: &right)
    let room = limit - marksOfPair
    if left.count + right.count > room {
      let shorter = min(left.count, right.count)
      let both = shorter > room / 2
      let small = both ? room / 2 : shorter
      let leftIsLonger = left.count > right.count
      left = Array(left.prefix(leftIsLonger ? room - small : small))
      right = Array(right.prefix(leftIsLonger ? small : room - small))
    }
    let between = Array(repeating: end, count: marksOfPair - 2)
    return (
      [start] + left + between + right + [end],
      Array(repeating: 0, count: left.count + 2)
        + Array(repeating: 1, count: right.count + marksOfPair - 2)
    )
  }

  /// Appends the pieces of a text up to a number of tokens.
  private func append(_ text: String, upTo limit: Int, to tokens: inout [Int32]) {
    defer { if tokens.count > limit { tokens.removeLast(tokens.count - limit) } }
    guard text.utf8.contains(where: { byte in added.contains { $0.text.first == byte } }) else {
      return pieces.append(text[...], upTo: limit, to: &tokens)
    }
    var (start, position) = (text.startIndex, text.startIndex)
    while position < text.endIndex {
      let rest = text.utf8[position...]
      guard
        let found = added.filter({ rest.starts(with: $0.text) })
          .max(by: { $0.text.count < $1.text.count })
      else {
        position = text.utf8.index(after: position)
        continue
      }
      var before = text[start..<position]
      if found.takesSpaceBefore {
        while before.unicodeScalars.last?.properties.isWhitespace == true {
          before.unicodeScalars.removeLast()
        }
      }
      pieces.append(before, upTo: limit, to: &tokens)
      tokens.append(found.token)
      position = text.utf8.index(position, offsetBy: found.text.count)
      let scalars = text.unicodeScalars
      while found.takesSpaceAfter, position < text.endIndex,
        scalars[position].properties.isWhitespace
      {
        position = scalars.index(after: position)
      }
      start = position
    }
    pieces.append(text[start...], upTo: limit, to: &tokens)
  }
}
