/// Returns batches of sequences of similar length, the longest first.
///
/// Sequences are not padded; similar lengths make the batches similar in cost.
///
/// - Parameters:
///   - lengths: The number of tokens of each sequence.
///   - tokens: The largest number of tokens of a batch, unless a single sequence has more.
/// - Returns: The sequences of each batch.
func batches(ofLengths lengths: [Int], upTo tokens: Int) -> [[Int]] {
  let order = lengths.indices.sorted { (-lengths[$0], $0) < (-lengths[$1], $1) }
  var batches: [[Int]] = []
  var room = 0
  for sequence in order {
    if lengths[sequence] > room || batches.isEmpty {
      batches.append([])
      room = tokens
    }
    batches[batches.count - 1].append(sequence)
    room -= lengths[sequence]
  }
  return batches
}
