import GSLNumerics

/// The examples kept of a stream: all, or a seeded sample without replacement.
///
/// Every example draws a key, and those with the smallest keys are kept (bottom-*k* sampling, Cohen and
/// Kaplan 2007 <https://doi.org/10.1145/1281100.1281133>). A smaller sample is then a part of a larger
/// one, and both leave the same test examples.
struct ExampleSample {
  private struct Entry {
    let rank: (key: UInt64, row: Int)
    let example: Example
  }

  /// The number of examples seen.
  private(set) var count = 0

  private let capacity: Int?
  private let stream: RandomStream
  private var entries: [Entry] = []
  private var largestKey = UInt64.max

  /// Whether the examples are held in the order of the stream.
  private var isInOrder = true

  /// Creates an empty sample.
  ///
  /// - Parameters:
  ///   - capacity: The largest number of examples to keep; nil for all.
  ///   - stream: Gives the keys; two draws for each example.
  init(capacity: Int?, using stream: RandomStream) {
    self.capacity = capacity
    self.stream = stream
  }

  /// Offers an example to the sample.
  ///
  /// - Parameter example: Makes the example; called only if it is kept for now.
  mutating func offer(_ example: () -> Example) {
    let key = stream.seed()
    count += 1
    guard key <= largestKey else { return }
    entries.append(Entry(rank: (key, count), example: example()))
    // Room for as many again, so that sorting costs little for each example.
    if let capacity, entries.count >= 2 * max(capacity, 512) { shrink(to: capacity) }
  }

  private mutating func shrink(to capacity: Int) {
    entries.sort { $0.rank < $1.rank }
    entries.removeLast(max(entries.count - capacity, 0))
    largestKey = entries.last?.rank.key ?? 0
    isInOrder = false
  }

  /// Removes the examples, those of each part in the order of the stream.
  ///
  /// - Parameters:
  ///   - held: The number of examples to set aside.
  ///   - limit: The largest number of the others; nil for all.
  mutating func cut(held: Int, limit: Int?) -> (held: [Example], others: [Example]) {
    var parts: (held: [Example], others: [Example]) = ([], [])
    if !isInOrder { entries.sort { $0.rank.row < $1.rank.row } }
    // Numbers alone are sorted: there may be millions of examples.
    let ranks = held > 0 || limit != nil ? entries.map(\.rank).sorted(by: <) : []
    let kept = limit.map { min(held + $0, entries.count) } ?? entries.count
    let lastHeld = held > 0 ? ranks[held - 1] : nil
    let lastKept = kept > 0 && limit != nil ? ranks[kept - 1] : nil
    parts.others.reserveCapacity(kept - held)
    for entry in entries {
      if let lastHeld, entry.rank <= lastHeld {
        parts.held.append(entry.example)
      } else if lastKept.map({ entry.rank <= $0 }) ?? true {
        parts.others.append(entry.example)
      }
    }
    entries = []
    return parts
  }
}
