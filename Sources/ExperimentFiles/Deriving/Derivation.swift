/// A kind of auxiliary task that is made from the primary's own data.
///
/// Follows Kim, Liu and Yacef (2021) <https://arxiv.org/abs/2112.03032>, who predict what preprocessing
/// yields. Differs in the data: texts and tables instead of speech and video. Ours: the kinds. The splits are the
/// primary's. Words and shares are those of `LexicalFeatures`.
public enum Derivation: String, CaseIterable, Sendable, Codable {
  /// A task for each other column of the primary's file that holds numbers, or 2 to 50 categories.
  case columns
  /// The natural logarithm of one more than the number of words; for a pair, the difference of the two.
  case length
  /// The share of the words of a pair that are in both texts, from 0 to 1.
  case overlap
  /// The share of the bigrams of a pair that are in both texts, from 0 to 1.
  case bigrams
  /// The length of the longest common subsequence of words, as a share of the second text's words.
  case subsequence
  /// Whether one text of a pair has a negation and the other has not.
  case negation
  /// The mean, over both texts of a pair, of each token's largest cosine with a token of the other.
  ///
  /// Follows Zhang et al. (2020) <https://arxiv.org/abs/1904.09675>, whose precision and recall it averages.
  case alignment
  /// The cosine of the means of the two texts' token vectors.
  case meanCosine = "mean_cosine"
  /// The pairs of tokens that are each other's nearest, as a share of the shorter text's tokens.
  case mutualAlignment = "mutual_alignment"
  /// The masked word of the first text, one of the 50 most frequent ones of the training split.
  case maskedWord = "masked_word"

  /// Whether it compares the token vectors of a pair by a pretrained encoder.
  var isOfAlignment: Bool {
    switch self {
    case .alignment, .meanCosine, .mutualAlignment: true
    case .columns, .length, .overlap, .bigrams, .subsequence, .negation, .maskedWord: false
    }
  }
}
