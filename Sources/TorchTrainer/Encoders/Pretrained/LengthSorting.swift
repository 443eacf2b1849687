/// Puts sequences of like length into batches, the longest first.
///
/// Sequences are not padded, so nothing is wasted whatever is put together; like lengths keep the
/// batches alike in what they cost.
///
/// - Parameters:
///   - lengths: The number of tokens of each sequence.
///   - tokens: The most tokens of a batch, unless a sequence alone has more.
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
