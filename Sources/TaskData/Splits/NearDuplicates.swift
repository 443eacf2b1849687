/// Finds texts that nearly equal one of a task's validation and test splits.
///
/// Follows Broder (1997) <https://doi.org/10.1109/SEQUEN.1997.666900>: the Jaccard index of the sets of runs
/// of five bytes, in lower case and with single spaces. Candidates share a band of MinHash values, as in
/// Leskovec, Rajaraman and Ullman (2020), chapter 3 <http://www.mmds.org>, and are then compared exactly:
/// a pair with an index of 0.8 is found with a probability of 0.97, and no pair below it is.
struct NearDuplicates {
  private static let bands = 5
  private static let rowsInBand = 3
  private static let least = 0.8

  private var texts: [[UInt64]] = []
  private var buckets: [UInt64: [Int]] = [:]

  /// Collects the texts; a task on numbers has none.
  init(of task: SplitTask) {
    guard task.task.features.isEmpty else { return }
    for example in task.validation + task.task.test {
      let shingles = Self.shingles(of: example)
      guard !shingles.isEmpty else { continue }
      for key in Self.keys(of: shingles) { buckets[key, default: []].append(texts.count) }
      texts.append(shingles)
    }
  }

  /// Whether a text nearly equals one of those collected.
  func contains(_ example: Example) -> Bool {
    guard !texts.isEmpty, example.features.isEmpty else { return false }
    let shingles = Self.shingles(of: example)
    guard !shingles.isEmpty else { return false }
    return Self.keys(of: shingles).contains { key in
      buckets[key]?.contains { Self.jaccard(shingles, texts[$0]) >= Self.least } ?? false
    }
  }

  /// The runs of five bytes, each once, in order.
  private static func shingles(of example: Example) -> [UInt64] {
    var bytes: [UInt8] = []
    forEachNormalizedByte(of: example.first) { bytes.append($0) }
    if let second = example.second {
      bytes.append(UInt8(ascii: "\n"))
      forEachNormalizedByte(of: second) { bytes.append($0) }
    }
    var run: UInt64 = 0
    var shingles: [UInt64] = []
    shingles.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      run = (run << 8 | UInt64(byte)) & 0xff_ffff_ffff
      if index >= 4 { shingles.append(run) }
    }
    shingles.sort()
    var unique: [UInt64] = []
    for shingle in shingles where shingle != unique.last { unique.append(shingle) }
    return unique
  }

  private static func keys(of shingles: [UInt64]) -> [UInt64] {
    (0..<bands).map { band in
      (0..<rowsInBand).reduce(UInt64(band)) { key, row in
        let salt = mixed(UInt64(band * rowsInBand + row))
        var least = UInt64.max
        for shingle in shingles { least = min(least, mixed(shingle ^ salt)) }
        return mixed(key ^ least)
      }
    }
  }

  private static func jaccard(_ first: [UInt64], _ second: [UInt64]) -> Double {
    var (i, j, common) = (0, 0, 0)
    while i < first.count, j < second.count {
      if first[i] == second[j] {
        common += 1
        i += 1
        j += 1
      } else if first[i] < second[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(common) / Double(first.count + second.count - common)
  }
}
