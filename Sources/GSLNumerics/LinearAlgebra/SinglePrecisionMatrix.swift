import CGSL

/// A matrix of single-precision numbers, stored row after row: gradients of many parameters.
public struct SinglePrecisionMatrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int

  /// The number of columns.
  public let columns: Int

  /// The elements, `[rows, columns]`, row after row.
  public var elements: [Float]

  /// Creates a matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = Array(repeating: 0, count: rows * columns)
  }

  /// Returns the inner products of the rows, `[rows, rows]`, to about seven digits of the norms' product.
  ///
  /// Sums in double precision over blocks of columns, so that long rows are read from memory once.
  public func gram() -> Matrix {
    let piece = 4096
    var gram = Matrix(rows: rows, columns: rows)
    isReady
    elements.withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      for start in stride(from: 0, to: columns, by: piece) {
        let count = Int32(min(piece, columns - start))
        for row in 0..<rows {
          for column in 0...row {
            gram[row, column] += Double(
              cblas_sdot(
                count, base + row * columns + start, 1, base + column * columns + start, 1))
          }
        }
      }
    }
    for row in 0..<rows {
      for column in 0..<row { gram[column, row] = gram[row, column] }
    }
    return gram
  }

  /// Returns the product with a vector, `[rows]`.
  public func times(_ vector: [Float]) -> [Float] {
    precondition(vector.count == columns, "\(columns) elements are expected, got \(vector.count)")
    return product(vector, CblasNoTrans, count: rows)
  }

  /// Returns the sum of the rows times weights, `[columns]`.
  public func transposedTimes(_ weights: [Float]) -> [Float] {
    precondition(weights.count == rows, "\(rows) elements are expected, got \(weights.count)")
    return product(weights, CblasTrans, count: columns)
  }

  private func product(_ vector: [Float], _ side: CBLAS_TRANSPOSE, count: Int) -> [Float] {
    var result = [Float](repeating: 0, count: count)
    guard rows > 0, columns > 0 else { return result }
    isReady
    cblas_sgemv(
      CblasRowMajor, side, Int32(rows), Int32(columns), 1, elements, Int32(columns), vector, 1, 0,
      &result, 1)
    return result
  }
}
