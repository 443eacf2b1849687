import CTorch

extension Tensor {
  /// Returns the attention of queries over keys and values.
  ///
  /// Follows Vaswani et al. (2017), equation 1 <https://arxiv.org/abs/1706.03762>, with one head and
  /// with rows of any number in a segment instead of padding.
  ///
  /// - Parameters:
  ///   - queries: `[queries, depth]`.
  ///   - keys: `[keys, depth]`.
  ///   - values: `[keys, columns]`.
  ///   - querySegments: Rows of queries; a row in no segment gets zeros.
  ///   - keySegments: For each segment of queries, the rows of the keys that it attends to.
  ///   - scale: The factor of the products of a query and a key.
  /// - Returns: `[queries, columns]`.
  /// - Precondition: There are as many segments of keys as of queries, and no row occurs twice.
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
        engine.attention(
          queries.handle, keys.handle, values.handle, querySegments.starts, querySegments.ends,
          keySegments.starts, keySegments.ends, Int64(querySegments.count), Float(scale))
      })
  }

  /// Returns multi-head self-attention within segments of rows, `[rows, hidden]`.
  ///
  /// Follows Vaswani et al. (2017), section 3.2.2 <https://arxiv.org/abs/1706.03762>, with segments of
  /// any length instead of padding. Products are divided by the root of a head's depth.
  ///
  /// - Parameters:
  ///   - offsets: Segment *s* is the rows `offsets[s]..<offsets[s + 1]`, `[segments + 1]`.
  ///   - heads: The number of heads.
  /// - Returns: The concatenated heads, for rows of `[rows, 3 · hidden]` with the queries, then the keys,
  ///   then the values; zeros for a row in no segment.
  /// - Precondition: There is an offset.
  public func selfAttention(offsets: [Int32], heads: Int) throws(TensorError) -> Tensor {
    precondition(!offsets.isEmpty, "one offset more than segments is expected")
    return try unary("selfAttention", self) {
      engine.self_attention($0, offsets, Int64(offsets.count - 1), Int64(heads))
    }
  }
}
