import PretrainedEncoders
import Tensors

/// The network of a BERT encoder, for given parameters.
///
/// Follows Devlin et al. (2019) <https://arxiv.org/abs/1810.04805> as implemented for the published weights.
/// Differs in this: sequences are concatenated instead of padded, and attention weights have no dropout.
struct BertNetwork: Sendable {
  let sizes: EncoderConfiguration

  /// Returns the vectors of word pieces below the first layer, `[pieces, hidden]`.
  func embedded(
    _ batch: PieceBatch, _ p: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    let p = Array(p)
    let sum = try p[0].rows(batch.ids) + p[2].rows(batch.types) + p[1].rows(batch.positions)
    return try dropout.applied(to: sum.layerNormalised(p[3], p[4], epsilon: sizes.layerNormEpsilon))
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
