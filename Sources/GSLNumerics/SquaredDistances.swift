extension Matrix {
  /// Returns the squared Euclidean distance of each row to each row of another matrix,
  /// `[rows, other.rows]`.
  ///
  /// - Complexity: O(rows × other.rows × columns).
  public func squaredDistances(to other: Matrix) -> Matrix {
    precondition(other.columns == columns, "\(columns) columns are expected, got \(other.columns)")
    var result = Matrix(rows: rows, columns: other.rows)
    let (n, m, d) = (rows, other.rows, columns)
    // Coordinate after coordinate, so that the inner loop runs over contiguous numbers.
    var transposed = [Double](repeating: 0, count: m * d)
    for row in 0..<m {
      for column in 0..<d { transposed[column * m + row] = other.elements[row * d + column] }
    }
    result.elements.withUnsafeMutableBufferPointer { result in
      elements.withUnsafeBufferPointer { left in
        transposed.withUnsafeBufferPointer { right in
          for row in 0..<n {
            for column in 0..<d {
              let coordinate = left[row * d + column]
              for place in 0..<m {
                let difference = coordinate - right[column * m + place]
                result[row * m + place] += difference * difference
              }
            }
          }
        }
      }
    }
    return result
  }
}
