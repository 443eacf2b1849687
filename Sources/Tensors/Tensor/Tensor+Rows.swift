import CTorch

extension Tensor {
  /// Returns the chosen rows of a table, an embedding look-up, `[rows, columns]`.
  ///
  /// The gradient of a table that is a parameter is accumulated in place, only at the chosen rows.
  public func rows(_ rows: [Int32]) throws(TensorError) -> Tensor {
    try unary("rows", self) { engine.rows($0, rows, Int64(rows.count)) }
  }

  /// Returns the means of groups of rows, `[groups, columns]`; an empty group gives zeros.
  ///
  /// - Parameters:
  ///   - rows: The rows of the groups; if nil, those of the table in their order.
  ///   - offsets: Group *g* has `rows[offsets[g]..<offsets[g + 1]]`, `[groups + 1]`.
  /// - Precondition: There is an offset.
  public func groupMeans(
    of rows: [Int32]? = nil, offsets: [Int32]
  ) throws(TensorError) -> Tensor {
    try groups("groupMeans", rows, offsets, mean: true)
  }

  /// Returns the sums of groups of rows, `[groups, columns]`; an empty group gives zeros.
  ///
  /// - Parameters:
  ///   - rows: The rows of the groups; if nil, those of the table in their order.
  ///   - offsets: Group *g* has `rows[offsets[g]..<offsets[g + 1]]`, `[groups + 1]`.
  /// - Precondition: There is an offset.
  public func groupSums(
    of rows: [Int32]? = nil, offsets: [Int32]
  ) throws(TensorError) -> Tensor {
    try groups("groupSums", rows, offsets, mean: false)
  }

  /// Returns the largest element of each column in each segment of rows, `[segments, columns]`.
  ///
  /// An empty segment gives zeros. Of ties, the first row has the derivative.
  ///
  /// - Parameter offsets: Segment *s* is the rows `offsets[s]..<offsets[s + 1]`, `[segments + 1]`.
  /// - Precondition: There is an offset.
  public func segmentMaxima(offsets: [Int32]) throws(TensorError) -> Tensor {
    precondition(!offsets.isEmpty, "one offset more than segments is expected")
    return try unary("segmentMaxima", self) {
      engine.segment_maximum($0, offsets, Int64(offsets.count - 1))
    }
  }

  /// Returns the layer normalisation of each row, with weights and a bias.
  ///
  /// Follows Ba et al. (2016) <https://arxiv.org/abs/1607.06450>.
  ///
  /// - Parameters:
  ///   - weights: `[columns]`.
  ///   - bias: `[columns]`.
  ///   - epsilon: The term added to the variance.
  public func layerNormalised(
    _ weights: Tensor, _ bias: Tensor, epsilon: Double
  ) throws(TensorError) -> Tensor {
    try made(
      "layerNormalised",
      withExtendedLifetime((self, weights, bias)) {
        engine.layer_norm(handle, weights.handle, bias.handle, epsilon)
      })
  }

  private func groups(
    _ operation: String, _ rows: [Int32]?, _ offsets: [Int32], mean: Bool
  ) throws(TensorError) -> Tensor {
    precondition(!offsets.isEmpty, "one offset more than groups is expected")
    let last = Int(offsets[offsets.count - 1])
    precondition(last <= rows?.count ?? last, "the groups reach to \(last), beyond the rows")
    return try unary(operation, self) {
      let count = Int64(offsets.count - 1)
      guard let rows else { return engine.row_groups($0, nil, offsets, count, mean) }
      return engine.row_groups($0, rows, offsets, count, mean)
    }
  }
}
