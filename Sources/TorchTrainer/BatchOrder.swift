import GSLNumerics

/// The batches of a task, pass after pass, each pass in an order of its own.
///
/// The order of a pass is a function of the seed, the task and the pass, so the number of batches
/// taken is all that there is to remember.
struct BatchOrder {
  /// The number of batches taken since the beginning.
  var taken = 0

  private let task: Int
  private let examples: Int
  private let batchSize: Int
  private let streams: RandomStreams
  private var pass: (number: Int, order: [Int])?

  init(task: Int, examples: Int, batchSize: Int, streams: RandomStreams) {
    self.task = task
    self.examples = examples
    self.batchSize = batchSize
    self.streams = streams
  }

  /// Takes the next batch; the last of a pass may be smaller.
  mutating func next() -> [Int] {
    precondition(examples > 0, "a task with training examples is expected")
    let batches = (examples + batchSize - 1) / batchSize
    let (number, place) = taken.quotientAndRemainder(dividingBy: batches)
    let order: [Int]
    if let pass, pass.number == number {
      order = pass.order
    } else {
      order = streams.stream("batches", task, number).permutation(examples)
      pass = (number, order)
    }
    taken += 1
    return Array(order[place * batchSize..<min((place + 1) * batchSize, examples)])
  }
}
