import Foundation

/// BERT's pre-tokenizer, which splits a text into words.
///
/// Follows the uncased and cased splitting of Devlin et al. (2019)
/// <https://arxiv.org/abs/1810.04805> as in the `tokenizers` library: control characters are removed,
/// Chinese characters and punctuation are words, and accents and capitals are removed by the settings.
struct WordSplitter: Equatable, Sendable {
  /// Whether text is converted to lower case.
  var lowersCase = true

  /// Whether non-spacing marks are removed after decomposition.
  var stripsAccents = true

  /// Returns the words of a text in UTF-8, separated by one or more spaces.
  func words(of text: some StringProtocol) -> [UInt8] {
    var words: [UInt8] = []
    words.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      guard byte < 0x80 else { return wordsBeyondASCII(of: text) }
      append(byte, to: &words)
    }
    return words
  }

  private func append(_ byte: UInt8, to words: inout [UInt8]) {
    switch byte {
    case 0x30...0x39, 0x61...0x7a:
      words.append(byte)
    case 0x41...0x5a:
      words.append(lowersCase ? byte | 0x20 : byte)
    case 0x09, 0x0a, 0x0d, 0x20:
      words.append(0x20)
    case 0x00...0x1f, 0x7f...:
      break
    default:
      words.append(contentsOf: [0x20, byte, 0x20])
    }
  }

  private func wordsBeyondASCII(of text: some StringProtocol) -> [UInt8] {
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.isLeftOutByBERT {
      if scalar.properties.isWhitespace {
        cleaned.append(" ")
      } else if scalar.isChineseToBERT {
        cleaned.append(contentsOf: [" ", scalar, " "])
      } else {
        cleaned.append(scalar)
      }
    }
    let taken =
      stripsAccents ? String(cleaned).decomposedStringWithCanonicalMapping : String(cleaned)
    var words: [UInt8] = []
    words.reserveCapacity(taken.utf8.count + 16)
    for scalar in taken.unicodeScalars {
      if scalar.isASCII {
        append(UInt8(truncatingIfNeeded: scalar.value), to: &words)
      } else if stripsAccents && scalar.isNonspacingToBERT {
        continue
      } else if !lowersCase {
        append(scalar, to: &words)
      } else {
        for lowered in scalar.properties.lowercaseMapping.unicodeScalars {
          append(lowered, to: &words)
        }
      }
    }
    return words
  }

  private func append(_ scalar: Unicode.Scalar, to words: inout [UInt8]) {
    let stands = scalar.isPunctuationToBERT
    if stands { words.append(0x20) }
    words.append(contentsOf: UTF8.encode(scalar) ?? .init())
    if stands { words.append(0x20) }
  }
}
