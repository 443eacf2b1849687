import Foundation

/// The tokenizer's settings in the files of an encoder's folder.
///
/// The vocabulary is that of `vocab.txt` if it exists. Capitals and accents are as `tokenizer_config.json`
/// says, which is what `transformers` does, else as `tokenizer.json` says, else as BERT has them.
struct WordPieceFiles {
  /// The file that the vocabulary was read from.
  let path: String

  /// The tokens in UTF-8, in the order of their numbers.
  private(set) var tokens: [[UInt8]]

  /// The added tokens, BERT's special ones among them.
  private(set) var added: [AddedToken] = []

  private(set) var splitter = WordSplitter()
  private(set) var unknown = "[UNK]"
  private(set) var innerMark = "##"
  private(set) var longestWord = 100

  init(folder: String) throws(PretrainedEncoderError) {
    let list = "\(folder)/vocab.txt"
    let full = "\(folder)/tokenizer.json"
    let listed = FileManager.default.fileExists(atPath: list) ? try readVocabulary(list) : nil
    let file = try readJSONIfPresent(WordPieceFile.self, from: full)
    guard listed != nil || file != nil else { throw .missingFile(path: list) }
    path = listed == nil ? full : list
    if let listed {
      tokens = listed
    } else {
      tokens = try ordered(
        file?.model.vocab ?? [:], full, orElse: ", or a vocab.txt beside it,")
    }
    let settings = "\(folder)/tokenizer_config.json"
    if let file {
      try apply(file, full)
    } else {
      for mark in ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] {
        let text = Array(mark.utf8)
        guard let token = tokens.lastIndex(of: text) else { continue }
        added.append(AddedToken(text: text, token: Int32(token)))
      }
    }
    let stated = try readJSONIfPresent(SettingsFile.self, from: settings) ?? .init()
    if file == nil || stated.tokenizerClass != "PreTrainedTokenizerFast" {
      try apply(stated, settings)
    }
  }

  /// The tokens for search.
  var trie: PieceTrie {
    var trie = PieceTrie()
    for (token, text) in tokens.enumerated() {
      trie.insert(text, token: Int32(truncatingIfNeeded: token))
    }
    return trie
  }

  /// Returns a token that there must be.
  func token(_ text: String, in trie: PieceTrie) throws(PretrainedEncoderError) -> Int32 {
    guard let token = trie.token(text.utf8) else { throw .missingToken(text, path: path) }
    return token
  }

  private mutating func apply(
    _ file: WordPieceFile, _ path: String
  ) throws(PretrainedEncoderError) {
    try file.check(path)
    splitter.lowersCase = file.normalizer.lowercase
    splitter.stripsAccents = file.normalizer.stripAccents ?? file.normalizer.lowercase
    unknown = file.model.unkToken
    innerMark = file.model.continuingSubwordPrefix
    longestWord = file.model.maxInputCharsPerWord
    let wrong = file.model.vocab.filter { text, token in
      !tokens.indices.contains(token) || !tokens[token].elementsEqual(text.utf8)
    }
    if let (text, token) = wrong.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      throw .unsupported(
        path: path, key: "model.vocab", found: "'\(text)': \(token)",
        expected: "the vocabulary of vocab.txt")
    }
    added = try (file.addedTokens ?? []).tokens(extending: &tokens, normalizes: true, path)
  }

  private mutating func apply(
    _ file: SettingsFile, _ path: String
  ) throws(PretrainedEncoderError) {
    guard file.tokenizeChineseChars != false else {
      throw .unsupported(
        path: path, key: "tokenize_chinese_chars", found: "false", expected: "true")
    }
    if let lowersCase = file.doLowerCase {
      splitter.lowersCase = lowersCase
      splitter.stripsAccents = lowersCase
    }
    splitter.stripsAccents = file.stripAccents ?? splitter.stripsAccents
  }
}

/// Returns the lines of a vocabulary without white space at their ends.
private func readVocabulary(_ path: String) throws(PretrainedEncoderError) -> [[UInt8]] {
  let bytes = try readFile(path)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw .unsupported(path: path, key: "encoding", found: "not UTF-8", expected: "UTF-8")
  }
  var lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
  if lines.last?.isEmpty == true { lines.removeLast() }
  return lines.map { line in
    var line = Substring(line).unicodeScalars
    while line.last?.properties.isWhitespace == true { line.removeLast() }
    return Array(Substring(line).utf8)
  }
}

/// `tokenizer_config.json`.
private struct SettingsFile: Decodable {
  var tokenizerClass: String?
  var doLowerCase: Bool?
  var stripAccents: Bool?
  var tokenizeChineseChars: Bool?
}
