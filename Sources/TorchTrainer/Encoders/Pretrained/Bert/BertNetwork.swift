import PretrainedEncoders
import Tensors

/// The network of an encoder of BERT's families, for given parameters.
///
/// Follows Devlin et al. (2019) <https://arxiv.org/abs/1810.04805> as implemented for the published weights.
/// Differs in this: sequences are concatenated instead of padded, and attention weights have no dropout.
struct BertNetwork: Sendable {
  let sizes: EncoderConfiguration

  /// Returns the vectors of word pieces below the first layer, `[pieces, hidden]`.
  ///
  /// - Parameters:
  ///   - batch: The sequences.
  ///   - p: The parameters of the embeddings; without the table of token types if there is none.
  func embedded(
    _ batch: PieceBatch, _ p: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    var p = Array(p)
    let (words, positions) = (p.removeFirst(), p.removeFirst())
    var sum = try words.rows(batch.ids)
    if sizes.tokenTypes > 0 {
      // Where the encoder does not distinguish the sentences of a pair, its table has one row.
      sum = try sum + p.removeFirst().rows(batch.types.map { min($0, Int32(sizes.tokenTypes - 1)) })
    }
    let first = Int32(sizes.firstPosition)
    sum = try sum + positions.rows(batch.positions.map { $0 + first })
    return try dropout.applied(to: sum.layerNormalised(p[0], p[1], epsilon: sizes.layerNormEpsilon))
  }

  /// Returns the vectors of word pieces above a layer, `[pieces, hidden]`.
  ///
  /// - Parameters:
  ///   - rows: The vectors below, `[pieces, hidden]`.
  ///   - offsets: The start of each sequence, and the end of the last.
  ///   - p: The parameters of the layer.
  func layer(
    _ rows: Tensor, offsets: [Int32], _ p: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    let p = Array(p)
    let attended = try rows.linear(p[0], p[1]).selfAttention(offsets: offsets, heads: sizes.heads)
    let mixed = try dropout.applied(to: attended.linear(p[2], p[3]))
    let middle = try (rows + mixed).layerNormalised(p[4], p[5], epsilon: sizes.layerNormEpsilon)
    let inner = try middle.linear(p[6], p[7]).gelu()
    let outer = try dropout.applied(to: inner.linear(p[8], p[9]))
    return try (middle + outer).layerNormalised(p[10], p[11], epsilon: sizes.layerNormEpsilon)
  }
}
