import Tensors

/// Decomposable attention between the words of two sentences.
///
/// Follows the decomposable attention of Parikh et al. (2016) <https://arxiv.org/abs/1606.01933>:
/// attend, compare, aggregate. Differs in this: words are aligned by the products of their embeddings;
/// the comparison takes the difference and the product of a word and its alignment, as in Chen et al. (2017)
/// <https://arxiv.org/abs/1609.06038>, and a convolution over the word and its two neighbours (so that
/// "not good" differs from "good"); the aggregation is by means and maxima in place of sums; and a single
/// sentence attends to itself.
struct AttentionEncoder: SentenceEncoder {
  let words: any WordVectors
  let hidden: Int

  var outputs: Int { 4 * hidden }

  var parameters: [ParameterSpecification] {
    words.parameters + [
      .weights(words.dimension, 3 * hidden, gain: 1), .bias(hidden),
      .weights(2 * words.dimension + hidden, hidden), .bias(hidden),
    ]
  }

  func encode(
    _ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    let p = Array(parameters.suffix(4))
    let vectors = try words.vectors(of: batch, parameters.dropLast(4), dropout: &dropout)

    // A convolution of width three: the product is computed once for each distinct word and offset, and
    // summed over the neighbours of each position.
    let roles = try vectors.times(p[0]).reshaped([-1, hidden])
    let window = neighbours(in: batch)
    let context = try (roles.groupSums(of: window.rows, offsets: window.offsets) + p[1]).relu()

    let positions = try vectors.rows(batch.tokens)
    let segments = Segments(offsets: batch.offsets)
    let aligned = try Tensor.attention(
      queries: positions, keys: positions, values: positions, querySegments: segments,
      keySegments: segments.ordered(partners(in: batch)),
      scale: words.alignmentScale)
    let features = try Tensor.concatenated(
      [context, positions - aligned, positions * aligned], along: 1)
    let compared = try features.affine(p[2], p[3]).relu()

    let sentences = try Tensor.concatenated(
      [
        compared.groupMeans(offsets: batch.offsets),
        compared.segmentMaxima(offsets: batch.offsets),
      ], along: 1)
    let n = batch.examples
    let first = try sentences.narrowed(to: 0..<n, along: 0)
    let second = batch.isPair ? try sentences.narrowed(to: n..<2 * n, along: 0) : first
    return try Tensor.concatenated([first, second], along: 1)
  }
}

/// Returns the rows of the previous word, the word and the next word of each position: 3·word + offset.
private func neighbours(in batch: SentenceBatch) -> (rows: [Int32], offsets: [Int32]) {
  var rows: [Int32] = []
  var offsets: [Int32] = [0]
  rows.reserveCapacity(3 * batch.tokens.count)
  offsets.reserveCapacity(batch.tokens.count + 1)
  for sentence in 0..<batch.offsets.count - 1 {
    let range = Int(batch.offsets[sentence])..<Int(batch.offsets[sentence + 1])
    for position in range {
      if position > range.lowerBound { rows.append(3 * batch.tokens[position - 1]) }
      rows.append(3 * batch.tokens[position] + 1)
      if position + 1 < range.upperBound { rows.append(3 * batch.tokens[position + 1] + 2) }
      offsets.append(Int32(rows.count))
    }
  }
  return (rows, offsets)
}

/// Returns the sentence that each sentence attends to.
private func partners(in batch: SentenceBatch) -> [Int] {
  let n = batch.examples
  return batch.isPair ? Array(n..<2 * n) + Array(0..<n) : Array(0..<n)
}
