/// The columns of the shares of domains among the numbers of a table.
struct ShareColumns {
  /// Their indices.
  let indices: [Int]

  /// What they sum to: one, or a hundred for per cent.
  let total: Double

  /// The difference of a sum from one, relative to it, that is taken for rounding.
  static let tolerance = 0.01 + 1e-9

  /// Finds the block of neighbouring columns that sum to one, or to a hundred, in most rows.
  ///
  /// Of blocks that do in as many rows the one with the sums nearest to it is taken, so that a learning rate beside
  /// them is left out, and of those the first.
  ///
  /// - Parameter columns: The numbers of each column, `[columns][rows]`, a missing one being zero; nil for a column that
  ///   may not be a share.
  init?(in columns: [[Double]?]) {
    var best: Block?
    for total in [1.0, 100] {
      for start in columns.indices {
        var block = Block(start: start, total: total)
        for column in columns[start...] {
          // A wrong number in some row is reported with its line.
          guard let column,
            4 * column.count(where: { (0...total * 1.01).contains($0) }) >= 3 * column.count
          else { break }
          block.add(column)
          // A column of zeros at an end is none of them.
          guard block.range.count > 1, block.endsAreUsed, block.isMixed, block.sumsInMost else {
            continue
          }
          if best.map(block.isBetter) ?? true { best = block }
        }
      }
    }
    guard let best else { return nil }
    indices = Array(best.range)
    total = best.total
  }

  /// Takes columns that were named.
  init(named indices: [Int], in columns: [[Double]]) {
    self.indices = indices
    let rows = columns.first?.count ?? 0
    let sums = (0..<rows).map { row in columns.reduce(0) { $0 + $1[row] } }
    let ofHundred = sums.count { abs($0 - 100) <= 100 * Self.tolerance }
    total = 2 * ofHundred > rows ? 100 : 1
  }
}

/// Neighbouring columns and the sums of their rows.
private struct Block {
  let total: Double
  private(set) var range: Range<Int>
  private var sums: [Double] = []
  private var largest: [Double] = []
  private var isFirstUsed = false
  private var isLastUsed = false

  init(start: Int, total: Double) {
    range = start..<start
    self.total = total
  }

  mutating func add(_ column: [Double]) {
    let isUsed = column.contains { $0 > 0 }
    if range.isEmpty {
      (isFirstUsed, sums, largest) = (isUsed, column.map { _ in 0 }, column.map { _ in 0 })
    }
    isLastUsed = isUsed
    range = range.lowerBound..<range.upperBound + 1
    for row in column.indices {
      sums[row] += column[row]
      largest[row] = max(largest[row], column[row])
    }
  }

  var endsAreUsed: Bool { isFirstUsed && isLastUsed }

  /// Whether half of the rows at least are not of one column alone, as a number of epochs and a learning rate are.
  var isMixed: Bool { 2 * largest.count(where: { $0 >= 0.985 * total }) <= largest.count }

  /// Whether three rows of four have the sum.
  var sumsInMost: Bool { 4 * matches >= 3 * sums.count }

  func isBetter(than other: Block) -> Bool {
    if matches != other.matches { return matches > other.matches }
    if abs(deviation - other.deviation) > 1e-6 { return deviation < other.deviation }
    return range.lowerBound == other.range.lowerBound && range.count > other.range.count
  }

  private var matches: Int { sums.count { isClose($0) } }

  /// The mean difference from the sum, of the rows that have it nearly.
  private var deviation: Double {
    let close = sums.filter(isClose)
    return close.reduce(0) { $0 + abs($1 / total - 1) } / Double(max(close.count, 1))
  }

  private func isClose(_ sum: Double) -> Bool {
    abs(sum / total - 1) <= ShareColumns.tolerance
  }
}
