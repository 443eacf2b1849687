import CGSL

extension Matrix {
  /// Returns the squared Euclidean distance of each row to each row of another matrix,
  /// `[rows, other.rows]`.
  ///
  /// - Complexity: O(rows × other.rows × columns).
  public func squaredDistances(to other: Matrix) -> Matrix {
    precondition(other.columns == columns, "\(columns) columns are expected, got \(other.columns)")
    let (d, m) = (columns, other.rows)
    let (others, stride) = other.paddedColumns
    let distances = filled(rows * m) { distances in
      for row in 0..<rows {
        elements.withUnsafeBufferPointer { elements in
          guard let base = elements.baseAddress else { return }
          cgsl_squared_distances(base + row * d, others, stride, d, m, distances + row * m)
        }
      }
    }
    return Matrix(rows: rows, columns: m, elements: distances)
  }

  /// Returns the squared Euclidean distance of each pair of rows, `[pairs]`, in the order of
  /// `Matrix.init(rows:pairs:diagonal:)`.
  ///
  /// - Complexity: O(rows² × columns).
  public func pairwiseSquaredDistances() -> [Double] {
    let d = columns
    let (others, stride) = paddedColumns
    return filled(rows * (rows - 1) / 2) { distances in
      elements.withUnsafeBufferPointer { elements in
        guard let base = elements.baseAddress else { return }
        for row in 0..<rows {
          cgsl_squared_distances(
            base + row * d, others, stride, d, row, distances + row * (row - 1) / 2)
        }
      }
    }
  }

  /// Returns Σ w (xᵢ − xⱼ)² over the pairs of rows for each column x, `[columns]`.
  ///
  /// - Parameter weights: A weight w for each pair, `[pairs]`, in the order of
  ///   `Matrix.init(rows:pairs:diagonal:)`.
  /// - Complexity: O(rows² × columns).
  public func pairwiseSquaredDifferences(weights: [Double]) -> [Double] {
    let pairs = rows * (rows - 1) / 2
    precondition(weights.count == pairs, "\(pairs) weights are expected, got \(weights.count)")
    let d = columns
    let (others, stride) = paddedColumns
    var sums = [Double](repeating: 0, count: d)
    elements.withUnsafeBufferPointer { elements in
      weights.withUnsafeBufferPointer { weights in
        guard let base = elements.baseAddress, let weights = weights.baseAddress else { return }
        for row in 0..<rows {
          cgsl_add_squared_differences(
            base + row * d, others, stride, d, row, weights + row * (row - 1) / 2, &sums)
        }
      }
    }
    return sums
  }

  /// The columns in sequence, each padded so that eight numbers can be read from its last row.
  private var paddedColumns: (elements: [Double], stride: Int) {
    let stride = rows + 8
    var padded = [Double](repeating: 0, count: columns * stride)
    padded.withUnsafeMutableBufferPointer { padded in
      elements.withUnsafeBufferPointer { elements in
        for row in 0..<rows {
          for column in 0..<columns {
            padded[column * stride + row] = elements[row * columns + column]
          }
        }
      }
    }
    return (padded, stride)
  }
}

/// Returns an array; its initialiser may write up to seven numbers past the end.
private func filled(_ count: Int, _ fill: (UnsafeMutablePointer<Double>) -> Void) -> [Double] {
  [Double](unsafeUninitializedCapacity: count + 8) { buffer, initialized in
    if let base = buffer.baseAddress { fill(base) }
    initialized = count
  }
}
