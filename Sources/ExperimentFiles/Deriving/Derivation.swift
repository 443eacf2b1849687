/// A kind of auxiliary task that is made from the primary's own data.
///
/// Follows Kim, Liu and Yacef (2021) <https://arxiv.org/abs/2112.03032>, who predict what preprocessing
/// yields; theirs is of speech and video, ours of texts and tables. The splits are the primary's.
public enum Derivation: String, CaseIterable, Sendable, Codable {
  /// Every other column of the primary's file that holds numbers or categories; a task for each.
  case columns
  /// The logarithm of the number of words; of a pair, the difference of the two.
  case length
  /// The share of the words of a pair that are in both texts.
  case overlap
  /// The share of the bigrams of a pair that are in both texts.
  case bigrams
  /// The longest common subsequence of words, as a share of the second text.
  case subsequence
  /// Whether one text of a pair has a negation and the other has not.
  case negation
  /// Which word of the first text is masked; one of its 50 most frequent words.
  case maskedWord = "masked_word"
}
