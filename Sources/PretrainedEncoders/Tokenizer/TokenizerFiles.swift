import Foundation

/// The tokenizer's settings in the files of an encoder's folder.
///
/// The vocabulary is that of `vocab.txt` if it exists; the settings are those of `tokenizer.json`, else of
/// `tokenizer_config.json`, else BERT's own.
struct TokenizerFiles {
  /// The file that the vocabulary was read from.
  let path: String

  /// The tokens in UTF-8, in the order of their numbers.
  private(set) var tokens: [[UInt8]]

  /// The special tokens.
  private(set) var specials: [[UInt8]]

  private(set) var splitter = WordSplitter()
  private(set) var unknown = "[UNK]"
  private(set) var innerMark = "##"
  private(set) var longestWord = 100

  init(folder: String) throws(PretrainedEncoderError) {
    let list = "\(folder)/vocab.txt"
    let full = "\(folder)/tokenizer.json"
    let listed = FileManager.default.fileExists(atPath: list) ? try readVocabulary(list) : nil
    let file = try readJSONIfPresent(TokenizerFile.self, from: full)
    guard listed != nil || file != nil else { throw .missingFile(path: list) }
    path = listed == nil ? full : list
    if let listed {
      tokens = listed
    } else {
      tokens = try file?.model.tokens(full) ?? []
    }
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map { Array($0.utf8) }
    if let file {
      try apply(file, full)
    } else {
      let settings = "\(folder)/tokenizer_config.json"
      try apply(readJSONIfPresent(SettingsFile.self, from: settings) ?? .init(), settings)
    }
  }

  private mutating func apply(
    _ file: TokenizerFile, _ path: String
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
    specials = []
    for added in (file.addedTokens ?? []).sorted(by: { $0.id < $1.id }) {
      if added.id == tokens.count { tokens.append(Array(added.content.utf8)) }
      guard tokens.indices.contains(added.id), tokens[added.id].elementsEqual(added.content.utf8),
        !added.content.isEmpty
      else {
        throw .unsupported(
          path: path, key: "added_tokens", found: "'\(added.content)': \(added.id)",
          expected: "a token of the vocabulary, or the next number after it,")
      }
      specials.append(Array(added.content.utf8))
    }
  }

  private mutating func apply(
    _ file: SettingsFile, _ path: String
  ) throws(PretrainedEncoderError) {
    guard file.tokenizeChineseChars != false else {
      throw .unsupported(
        path: path, key: "tokenize_chinese_chars", found: "false", expected: "true")
    }
    splitter.lowersCase = file.doLowerCase ?? true
    splitter.stripsAccents = file.stripAccents ?? splitter.lowersCase
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
  var doLowerCase: Bool?
  var stripAccents: Bool?
  var tokenizeChineseChars: Bool?
}
