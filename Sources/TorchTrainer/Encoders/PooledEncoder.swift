import Tensors

/// The mean of the words' vectors and one layer, with [u, v, |u - v|, u·v] for pairs.
///
/// The features of a pair follow Conneau et al. (2017) <https://arxiv.org/abs/1705.02364>. A single
/// sentence is a pair with itself.
struct PooledEncoder: SentenceEncoder {
  let words: any WordVectors
  let hidden: Int

  var outputs: Int { 4 * hidden }

  var parameters: [ParameterSpecification] {
    words.parameters + [.weights(words.dimension, hidden), .bias(hidden)]
  }

  func encode(
    _ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    let p = Array(parameters.suffix(2))
    let vectors = try words.vectors(of: batch, parameters.dropLast(2), dropout: &dropout)
    let means = try vectors.groupMeans(of: batch.tokens, offsets: batch.offsets)
    let sentences = try means.affine(p[0], p[1]).relu()
    let n = batch.examples
    let u = try sentences.narrowed(to: 0..<n, along: 0)
    let v = batch.isPair ? try sentences.narrowed(to: n..<2 * n, along: 0) : u
    return try Tensor.concatenated([u, v, (u - v).absolute(), u * v], along: 1)
  }
}
