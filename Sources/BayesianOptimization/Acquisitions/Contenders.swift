import GSLNumerics
import GaussianProcesses

extension ProcessSum {
  /// Returns the distinct observed inputs that may be the best, the likeliest first,
  /// `[contenders, dimension]`.
  ///
  /// An input whose mean is more than 3.5 standard deviations above the least mean is better with a
  /// probability of about 1/4000, and is left out.
  func contenders(atMost limit: Int) -> Matrix {
    let means = means(at: inputs)
    var rows: [[Double]] = []
    for index in means.indices.sorted(by: { (means[$0], $0) < (means[$1], $1) }) {
      let row = inputs.row(index)
      if rows.last != row, !rows.contains(row) { rows.append(row) }
      guard rows.count < 3 * limit else { break }
    }
    let predictions = predictions(at: Matrix(rows))
    guard let leader = predictions.first else { return Matrix(rows: 0, columns: 0) }
    let gaps = predictions.map {
      ($0.mean - leader.mean) / ($0.variance + leader.variance).squareRoot()
    }
    let order = gaps.indices.sorted { (gaps[$0], $0) < (gaps[$1], $1) }
    return Matrix(order.filter { gaps[$0] <= 3.5 }.prefix(limit).map { rows[$0] })
  }

  /// Returns the rows with the least lower confidence bounds, the least first.
  func mostPromising(_ limit: Int, of inputs: Matrix) -> Matrix {
    guard inputs.rows > 0 else { return inputs }
    let bounds = predictions(at: inputs).map { $0.mean - 2 * $0.standardDeviation }
    let order = bounds.indices.sorted { (bounds[$0], $0) < (bounds[$1], $1) }
    return Matrix(order.prefix(limit).map(inputs.row))
  }
}

extension Matrix {
  /// Returns the rows of this matrix and then those of another.
  func appending(_ other: Matrix) -> Matrix {
    guard rows > 0 else { return other }
    guard other.rows > 0 else { return self }
    return Matrix(
      rows: rows + other.rows, columns: columns, elements: elements + other.elements)
  }
}
