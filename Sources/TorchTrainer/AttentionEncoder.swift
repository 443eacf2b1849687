import Tensors

/// Compares the words of each sentence with those of the other that they match.
///
/// Follows the decomposable attention of Parikh et al. (2016) <https://arxiv.org/abs/1606.01933>:
/// attend, compare, aggregate. Differs in four things: a word is seen with its neighbours when it is
/// compared (so that "not good" is not "good"), while alignment is by the words alone; the
/// comparison is given the difference and the product, too, as in Chen et al. (2017)
/// <https://arxiv.org/abs/1609.06038>; means and maxima are taken in place of sums; and a single
/// sentence attends to itself.
struct AttentionEncoder: SentenceEncoder {
  let buckets: Int
  let dimension: Int
  let hidden: Int

  var outputs: Int { 4 * hidden }

  var parameters: [ParameterSpecification] {
    [
      ParameterSpecification(shape: [buckets, dimension], deviation: embeddingDeviation),
      .weights(dimension, dimension, gain: 1),
      .weights(dimension, 3 * hidden, gain: 1), .bias(hidden),
      .weights(4 * hidden, hidden), .bias(hidden),
    ]
  }

  func encode(
    _ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout DropoutSeeds
  ) throws -> Tensor {
    let p = Array(parameters)
    let words = try embedded(batch, p[0])
    let keys = try words.times(p[1]).rows(batch.tokens)

    // A word has a vector for each of its three roles, and a place sums those of its neighbours:
    // a convolution of width three in which the product is taken once for each distinct word.
    let roles = try words.times(p[2]).reshaped([-1, hidden])
    let window = neighbours(in: batch)
    let places = try (roles.groupSums(of: window.rows, offsets: window.offsets) + p[3]).relu()

    let segments = Segments(offsets: batch.offsets)
    let aligned = try Tensor.attention(
      queries: keys, keys: keys, values: places, querySegments: segments,
      keySegments: segments.ordered(partners(in: batch)), scale: 1)
    let features = try Tensor.concatenated(
      [places, aligned, (places - aligned).absolute(), places * aligned], along: 1)
    let compared = try dropout.applied(to: features.affine(p[4], p[5]).relu())

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

/// For each place the rows of the word before it, of its own and of the word after it, in their
/// roles: row 3·word + role.
private func neighbours(in batch: SentenceBatch) -> (rows: [Int32], offsets: [Int32]) {
  var rows: [Int32] = []
  var offsets: [Int32] = [0]
  rows.reserveCapacity(3 * batch.tokens.count)
  offsets.reserveCapacity(batch.tokens.count + 1)
  for sentence in 0..<batch.offsets.count - 1 {
    let range = Int(batch.offsets[sentence])..<Int(batch.offsets[sentence + 1])
    for place in range {
      if place > range.lowerBound { rows.append(3 * batch.tokens[place - 1]) }
      rows.append(3 * batch.tokens[place] + 1)
      if place + 1 < range.upperBound { rows.append(3 * batch.tokens[place + 1] + 2) }
      offsets.append(Int32(rows.count))
    }
  }
  return (rows, offsets)
}

/// The sentence that each sentence looks at.
private func partners(in batch: SentenceBatch) -> [Int] {
  let n = batch.examples
  return batch.isPair ? Array(n..<2 * n) + Array(0..<n) : Array(0..<n)
}
