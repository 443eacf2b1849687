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
      transposed.withUnsafeBufferPointer { right in
        for row in 0..<n {
          let distances = UnsafeMutableBufferPointer(rebasing: result[row * m..<(row + 1) * m])
          for column in 0..<d {
            let coordinate = elements[row * d + column]
            let others = UnsafeBufferPointer(rebasing: right[column * m..<(column + 1) * m])
            for place in 0..<m {
              let difference = coordinate - others[place]
              distances[place] += difference * difference
            }
          }
        }
      }
    }
    return result
  }
}
