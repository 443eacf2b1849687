import CGSL

/// A matrix of double-precision numbers, stored row after row.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int

  /// The number of columns.
  public let columns: Int

  /// The elements, `[rows, columns]`, row after row.
  public var elements: [Double]

  /// Creates a matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, elements: Array(repeating: 0, count: rows * columns))
  }

  /// Creates a matrix from its elements, row after row.
  ///
  /// - Precondition: There are `rows * columns` elements.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(
      elements.count == rows * columns,
      "\(rows) × \(columns) elements are expected, got \(elements.count)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// Creates a matrix from its rows, which have the same number of elements.
  public init(_ rows: [[Double]]) {
    self.init(
      rows: rows.count, columns: rows.first?.count ?? 0, elements: Array(rows.joined()))
  }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// The elements of a row, `[columns]`.
  public func row(_ row: Int) -> [Double] {
    Array(elements[row * columns..<(row + 1) * columns])
  }

  /// Returns the matrix with each column multiplied by a factor.
  public func scalingColumns(by factors: [Double]) -> Matrix {
    precondition(factors.count == columns, "\(columns) factors are expected, got \(factors.count)")
    let scaled = [Double](unsafeUninitializedCapacity: elements.count) { scaled, initialized in
      elements.withUnsafeBufferPointer { elements in
        for start in stride(from: 0, to: elements.count, by: max(columns, 1)) {
          for column in 0..<columns {
            scaled[start + column] = elements[start + column] * factors[column]
          }
        }
      }
      initialized = elements.count
    }
    return Matrix(rows: rows, columns: columns, elements: scaled)
  }

  /// Returns the product with a vector, `[rows]`.
  public func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == columns, "\(columns) elements are expected, got \(vector.count)")
    var result = [Double](repeating: 0, count: rows)
    guard rows > 0, columns > 0 else { return result }
    isReady
    cblas_dgemv(
      CblasRowMajor, CblasNoTrans, Int32(rows), Int32(columns), 1, elements, Int32(columns),
      vector, 1, 0, &result, 1)
    return result
  }

  /// Returns the product of the transposed matrix with a vector, `[columns]`.
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    precondition(vector.count == rows, "\(rows) elements are expected, got \(vector.count)")
    var result = [Double](repeating: 0, count: columns)
    guard rows > 0, columns > 0 else { return result }
    isReady
    cblas_dgemv(
      CblasRowMajor, CblasTrans, Int32(rows), Int32(columns), 1, elements, Int32(columns),
      vector, 1, 0, &result, 1)
    return result
  }

  /// Returns the product with another matrix.
  public func times(_ other: Matrix) -> Matrix {
    precondition(other.rows == columns, "\(columns) rows are expected, got \(other.rows)")
    var result = Matrix(rows: rows, columns: other.columns)
    guard rows > 0, columns > 0, other.columns > 0 else { return result }
    isReady
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(other.columns),
      Int32(columns), 1, elements, Int32(columns), other.elements, Int32(other.columns), 0,
      &result.elements, Int32(other.columns))
    return result
  }
}

/// Returns the inner product of two vectors.
public func dot(_ left: [Double], _ right: [Double]) -> Double {
  precondition(left.count == right.count, "\(left.count) elements expected, got \(right.count)")
  isReady
  return cblas_ddot(Int32(left.count), left, 1, right, 1)
}
