extension Matrix {
  /// Creates a symmetric matrix from an element for each pair of rows and one for the diagonal.
  ///
  /// - Parameters:
  ///   - rows: The number of rows and of columns.
  ///   - pairs: The elements below the diagonal row after row, `[rows (rows − 1) / 2]`: that of row i
  ///     and column j < i at index i (i − 1) / 2 + j.
  ///   - diagonal: Every element on the diagonal.
  public init(rows: Int, pairs: [Double], diagonal: Double) {
    let n = rows
    precondition(
      pairs.count == n * (n - 1) / 2, "\(n * (n - 1) / 2) pairs are expected, got \(pairs.count)")
    let elements = [Double](unsafeUninitializedCapacity: n * n) { elements, initialized in
      pairs.withUnsafeBufferPointer { pairs in
        guard let elements = elements.baseAddress, let pairs = pairs.baseAddress else { return }
        for row in 0..<n {
          (elements + row * n).update(from: pairs + row * (row - 1) / 2, count: row)
          elements[row * n + row] = diagonal
        }
      }
      initialized = n * n
    }
    self.init(rows: n, columns: n, elements: elements)
    mirrorLowerTriangle()
  }

  /// The elements below the diagonal row after row, `[rows (rows − 1) / 2]`.
  ///
  /// - Precondition: The matrix is square.
  public var pairs: [Double] {
    precondition(rows == columns, "a square matrix is expected, got \(rows) × \(columns)")
    var pairs: [Double] = []
    pairs.reserveCapacity(rows * (rows - 1) / 2)
    for row in 0..<rows { pairs += elements[row * columns..<row * columns + row] }
    return pairs
  }

  /// Copies the lower triangle to the upper.
  ///
  /// In blocks of eight by eight, a cache line each way.
  mutating func mirrorLowerTriangle() {
    let n = rows
    elements.withUnsafeMutableBufferPointer { elements in
      guard let elements = elements.baseAddress else { return }
      for top in stride(from: 0, to: n, by: 8) {
        let bottom = min(top + 8, n)
        for column in 0..<bottom {
          for row in max(top, column + 1)..<max(bottom, column + 1) {
            elements[column &* n &+ row] = elements[row &* n &+ column]
          }
        }
      }
    }
  }
}
