/// The examples kept of a file: all, or those with the lowest ranks.
///
/// Bottom-*k* sampling, follows Cohen and Kaplan (2007) <https://doi.org/10.1145/1281100.1281133>: a smaller
/// sample is a part of a larger one, and both leave the same test examples.
struct ExampleSample {
  private struct Entry {
    let rank: UInt64
    let row: Int
    let example: Example
  }

  /// The number of examples seen.
  private(set) var count = 0

  private let capacity: Int?
  private let order: SplitOrder
  private var entries: [Entry] = []
  private var largestRank = UInt64.max

  /// Creates an empty sample.
  ///
  /// - Parameters:
  ///   - capacity: The largest number of examples to keep; nil for all.
  ///   - order: Gives the ranks.
  init(capacity: Int?, in order: SplitOrder) {
    self.capacity = capacity
    self.order = order
  }

  /// Offers an example to the sample.
  mutating func offer(_ example: Example) {
    count += 1
    let rank = order.rank(of: example, number: count)
    guard rank <= largestRank else { return }
    entries.append(Entry(rank: rank, row: count, example: example))
    // Room for as many again, so that sorting costs little for each example.
    if let capacity, entries.count >= 2 * max(capacity, 512) { shrink(to: capacity) }
  }

  private mutating func shrink(to capacity: Int) {
    entries.sort { ($0.rank, $0.row) < ($1.rank, $1.row) }
    entries.removeLast(max(entries.count - capacity, 0))
    largestRank = entries.last?.rank ?? 0
  }

  /// Empties the sample and returns its examples in two parts, each in the order of the file.
  ///
  /// - Parameters:
  ///   - heldOut: The number of examples to hold out; it may differ, since equal ranks stay together.
  ///   - limit: The largest number of the others; nil for all.
  mutating func cut(heldOut: Int, limit: Int?) -> (heldOut: [Example], others: [Example]) {
    entries.sort { ($0.rank, $0.row) < ($1.rank, $1.row) }
    let boundary = TaskData.cut(entries.map(\.rank), near: heldOut)
    let end = limit.map { min(boundary + $0, entries.count) } ?? entries.count
    let parts = (entries[..<boundary], entries[boundary..<end])
    entries = []
    return (inFileOrder(parts.0), inFileOrder(parts.1))
  }

  private func inFileOrder(_ entries: ArraySlice<Entry>) -> [Example] {
    entries.sorted { $0.row < $1.row }.map(\.example)
  }
}
