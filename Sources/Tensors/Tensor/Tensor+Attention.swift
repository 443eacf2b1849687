import CTorch

extension Tensor {
  /// Returns for each query the mean of values weighted by how well their keys match it.
  ///
  /// Follows Vaswani et al. (2017), equation 1 <https://arxiv.org/abs/1706.03762>, with one head and
  /// with rows of any number in a segment instead of padding.
  ///
  /// - Parameters:
  ///   - queries: `[queries, depth]`.
  ///   - keys: `[keys, depth]`.
  ///   - values: `[keys, columns]`.
  ///   - querySegments: Rows of queries; one that is in no segment gets zeros.
  ///   - keySegments: For each segment of queries the rows of the keys that it looks at.
  ///   - scale: What products of a query and a key are multiplied by.
  /// - Returns: `[queries, columns]`.
  /// - Precondition: There are as many segments of keys as of queries, in which no row is twice.
  public static func attention(
    queries: Tensor, keys: Tensor, values: Tensor, querySegments: Segments,
    keySegments: Segments, scale: Double
  ) throws(TensorError) -> Tensor {
    precondition(
      querySegments.count == keySegments.count,
      "as many segments of keys as of queries (\(querySegments.count)) are expected")
    return try made(
      "attention",
      withExtendedLifetime((queries, keys, values)) {
        ctorch_attention(
          queries.handle, keys.handle, values.handle, querySegments.starts, querySegments.ends,
          keySegments.starts, keySegments.ends, Int64(querySegments.count), Float(scale))
      })
  }

  /// Returns what each row takes from the rows of its segment, by several heads, `[rows, hidden]`.
  ///
  /// Follows Vaswani et al. (2017), section 3.2.2 <https://arxiv.org/abs/1706.03762>, with segments of
  /// any length in place of padding. Products are over the root of a head's depth.
  ///
  /// - Parameters:
  ///   - offsets: Segment *s* is the rows `offsets[s]..<offsets[s + 1]`, `[segments + 1]`.
  ///   - heads: How many parts the queries, the keys and the values of a row are cut into.
  /// - Returns: The parts of all heads side by side, for rows of `[rows, 3 · hidden]` that hold the
  ///   queries, then the keys, then the values; zeros for a row in no segment.
  /// - Precondition: There is an offset.
  public func selfAttention(offsets: [Int32], heads: Int) throws(TensorError) -> Tensor {
    precondition(!offsets.isEmpty, "one offset more than segments is expected")
    return try unary("selfAttention", self) {
      ctorch_self_attention($0, offsets, Int64(offsets.count - 1), Int64(heads))
    }
  }
}
