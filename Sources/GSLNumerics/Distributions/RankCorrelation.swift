/// Returns Spearman's rank correlation of two lists, equal values having their mean rank; zero for a constant list.
///
/// - Precondition: The lists have the same number of values.
public func rankCorrelation(_ one: [Double], _ other: [Double]) -> Double {
  precondition(one.count == other.count, "\(one.count) values are expected, got \(other.count)")
  let (left, right) = (ranks(one), ranks(other))
  let mean = Double(one.count - 1) / 2
  func moment(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
  }
  let spread = (moment(left, left) * moment(right, right)).squareRoot()
  return spread > 0 ? moment(left, right) / spread : 0
}

private func ranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
    for position in start...end { ranks[order[position]] = Double(start + end) / 2 }
    start = end + 1
  }
  return ranks
}
