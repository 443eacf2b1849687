/// Values minus their mean, over their standard deviation; zeros for a deviation of zero.
struct Standardised {
  let values: [Double]
  let deviation: Double

  init(_ values: [Double]) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let centred = values.map { $0 - mean }
    // Divided by the largest first, since squares may overflow or underflow.
    let largest = centred.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else {
      (self.values, deviation) = (centred, 0)
      return
    }
    let squares = centred.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    let scale = largest * (squares / n).squareRoot()
    (self.values, deviation) = (centred.map { $0 / scale }, scale)
  }
}
