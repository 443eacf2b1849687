extension ParameterBuffer {
  /// Moves ranges of one length towards their mean, element by element; the mean stays.
  ///
  /// - Parameters:
  ///   - ranges: The ranges, none of which overlaps another.
  ///   - share: The remaining fraction of the distance to the mean, in 0...1.
  public func contract(
    _ ranges: [Range<Int>], keeping share: Double
  ) throws(TensorError) {
    precondition((0...1).contains(share), "a share in 0...1 is expected, got \(share)")
    guard ranges.count > 1, let count = ranges.first?.count, count > 0 else { return }
    precondition(
      ranges.allSatisfy { $0.count == count },
      "ranges of \(count) parameters are expected, got \(ranges)")
    let (share, weight) = (Float(share), 1 / Float(ranges.count))
    // In pieces that stay in the processor's cache.
    for start in stride(from: 0, to: count, by: 4096) {
      var parts: [[Float]] = []
      for range in ranges {
        let first = range.lowerBound + start
        parts.append(try numbers(in: first..<min(first + 4096, range.upperBound)))
      }
      var sums = parts[0]
      for part in parts.dropFirst() {
        for index in sums.indices { sums[index] += part[index] }
      }
      for (range, var part) in zip(ranges, parts) {
        for index in part.indices {
          let mean = weight * sums[index]
          part[index] = mean + share * (part[index] - mean)
        }
        try setNumbers(part, at: range.lowerBound + start)
      }
    }
  }
}
