/// The rows of a task's validation and test splits.
struct HeldOutRows {
  private var rows: Set<UInt64> = []
  private var groups: Set<UInt64> = []
  private var wholes: Set<UInt64> = []

  /// The texts of pairs, each of which may be the whole of another task's row.
  private var parts: Set<UInt64> = []

  /// The texts that are rows of their own, each of which may be part of another task's pair.
  private var singles: Set<UInt64> = []

  /// The hashes of numbers that occur once.
  private var numbers: Set<UInt64> = []

  /// Collects the rows.
  init(of task: SplitTask) {
    let examples = task.validation + task.task.test
    let features = task.task.features
    numbers =
      features.isEmpty
      ? [] : Self.unique(examples.map { hash(ofNumbers: $0.features, named: features) })
    for example in examples {
      if let origin = example.origin {
        rows.insert(origin.row)
        if let group = origin.group { groups.insert(group) }
      }
      guard let content = RowContent(example) else { continue }
      wholes.insert(content.whole)
      if let second = content.second {
        parts.formUnion([content.first, second])
      } else {
        singles.insert(content.first)
      }
    }
  }

  /// Returns whether each example is one of the rows, `[examples]`.
  ///
  /// It is if it is the same row of the same file, of the same group, or of equal text but for case, white
  /// space and the order of a pair; or if the whole text of one is part of the other. Two pairs that share
  /// one text are different rows. Numbers are the same row if they occur once in both.
  ///
  /// - Parameters:
  ///   - examples: The examples.
  ///   - features: The names of their numbers.
  func contain(_ examples: [Example], features: [String]) -> [Bool] {
    let hashes =
      features.isEmpty ? [] : examples.map { hash(ofNumbers: $0.features, named: features) }
    let unique = Self.unique(hashes)
    return examples.enumerated().map { index, example in
      if let origin = example.origin {
        if rows.contains(origin.row) { return true }
        if let group = origin.group, groups.contains(group) { return true }
      }
      guard features.isEmpty else {
        return numbers.contains(hashes[index]) && unique.contains(hashes[index])
      }
      guard let content = RowContent(example) else { return false }
      if wholes.contains(content.whole) { return true }
      guard let second = content.second else { return parts.contains(content.first) }
      return singles.contains(content.first) || singles.contains(second)
    }
  }

  /// Returns the hashes that occur once.
  private static func unique(_ hashes: [UInt64]) -> Set<UInt64> {
    var (seen, repeated): (Set<UInt64>, Set<UInt64>) = ([], [])
    for hash in hashes where !seen.insert(hash).inserted { repeated.insert(hash) }
    return seen.subtracting(repeated)
  }
}
