/// Numbers that measure the agreement of two sentences' token vectors.
///
/// Each token is aligned with the token of the other sentence with the largest cosine, following Zhang
/// et al. (2020) <https://arxiv.org/abs/1904.09675> for scores of translations; the quantiles of the
/// cosines are ours.
public enum AlignmentFeatures {
  /// The names of the numbers, in their order.
  public static let names =
    ["first", "second"].flatMap { sentence in
      ["mean", "least", "tenth", "quarter", "median"].map { "\(sentence)'s cosines: \($0)" }
    } + ["cosine of the means", "tokens that chose each other"]

  /// Returns the numbers of a pair of sentences, `[names]`.
  ///
  /// All are from -1 to 1, and 0 if a sentence has no token. Zero vectors have the cosine 0 with all
  /// others.
  ///
  /// - Parameters:
  ///   - first: The first sentence's vectors, `[tokens, width]`, preferably without the marks at its
  ///     ends.
  ///   - second: The second sentence's vectors, `[tokens, width]`.
  ///   - width: The length of a vector.
  /// - Precondition: The counts are multiples of the width, which is positive.
  public static func values(of first: [Float], and second: [Float], width: Int) -> [Float] {
    precondition(
      width > 0 && first.count.isMultiple(of: width) && second.count.isMultiple(of: width),
      "vectors are whole")
    let (n, m) = (first.count / width, second.count / width)
    guard n > 0, m > 0 else { return [Float](repeating: 0, count: names.count) }
    let (left, right) = (unitRows(first, width), unitRows(second, width))
    let cosines = products(left, right, n, m, width)
    var (bestOfFirst, bestOfSecond) = ([Int](repeating: 0, count: n), [Int](repeating: 0, count: m))
    for i in 0..<n {
      for j in 0..<m {
        if cosines[i * m + j] > cosines[i * m + bestOfFirst[i]] { bestOfFirst[i] = j }
        if cosines[i * m + j] > cosines[bestOfSecond[j] * m + j] { bestOfSecond[j] = i }
      }
    }
    let mutual = bestOfFirst.indices.count { bestOfSecond[bestOfFirst[$0]] == $0 }
    let means = (unitRows(mean(first, width), width), unitRows(mean(second, width), width))
    return summary(bestOfFirst.indices.map { cosines[$0 * m + bestOfFirst[$0]] })
      + summary(bestOfSecond.indices.map { cosines[bestOfSecond[$0] * m + $0] })
      + [products(means.0, means.1, 1, 1, width)[0], Float(mutual) / Float(min(n, m))]
  }

  /// The mean and the quantiles of the names, each an element.
  private static func summary(_ cosines: [Float]) -> [Float] {
    let sorted = cosines.sorted()
    let quantiles = [0, 0.1, 0.25, 0.5].map { sorted[Int($0 * Double(sorted.count - 1))] }
    return [cosines.reduce(0, +) / Float(cosines.count)] + quantiles
  }

  private static func mean(_ rows: [Float], _ width: Int) -> [Float] {
    var sum = [Float](repeating: 0, count: width)
    for (index, value) in rows.enumerated() { sum[index % width] += value }
    return sum
  }

  private static func unitRows(_ rows: [Float], _ width: Int) -> [Float] {
    var rows = rows
    for start in stride(from: 0, to: rows.count, by: width) {
      var square = 0.0
      for index in start..<start + width { square += Double(rows[index]) * Double(rows[index]) }
      guard square > 0 else { continue }
      let scale = Float(1 / square.squareRoot())
      for index in start..<start + width { rows[index] *= scale }
    }
    return rows
  }

  /// The products of all rows of one with all rows of the other, `[n, m]`.
  private static func products(
    _ left: [Float], _ right: [Float], _ n: Int, _ m: Int, _ width: Int
  ) -> [Float] {
    // With contiguous columns the innermost loop has no ordered sum, so it is vectorised.
    var columns = [Float](repeating: 0, count: m * width)
    for j in 0..<m {
      for k in 0..<width { columns[k * m + j] = right[j * width + k] }
    }
    var products: [Float] = []
    products.reserveCapacity(n * m)
    for i in 0..<n {
      var row = [Float](repeating: 0, count: m)
      for k in 0..<width {
        let factor = left[i * width + k]
        for j in 0..<m { row[j] += factor * columns[k * m + j] }
      }
      products += row
    }
    return products
  }
}
