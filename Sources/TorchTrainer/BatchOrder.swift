import GSLNumerics

/// The batches of a task, shuffled in each epoch.
///
/// The order of an epoch is a function of the seed, the task and the epoch, so the state is the number of
/// batches taken.
struct BatchOrder {
  /// The number of batches taken since the beginning.
  var taken = 0

  private let task: Int
  private let examples: Int
  private let batchSize: Int
  private let streams: RandomStreams
  private var epoch: (number: Int, order: [Int])?

  init(task: Int, examples: Int, batchSize: Int, streams: RandomStreams) {
    self.task = task
    self.examples = examples
    self.batchSize = batchSize
    self.streams = streams
  }

  /// Takes the next batch; the last of an epoch may be smaller.
  mutating func next() -> [Int] {
    precondition(examples > 0, "a task with training examples is expected")
    let batches = (examples + batchSize - 1) / batchSize
    let (number, index) = taken.quotientAndRemainder(dividingBy: batches)
    let order: [Int]
    if let epoch, epoch.number == number {
      order = epoch.order
    } else {
      order = streams.stream("batches", task, number).permutation(examples)
      epoch = (number, order)
    }
    taken += 1
    return Array(order[index * batchSize..<min((index + 1) * batchSize, examples)])
  }
}
