import GSLNumerics
import Multitask
import TaskData
import TorchTrainer

/// Times the built-in trainer with its default settings on made-up pairs of short and of long
/// sentences.
func timeTrainer() throws {
  try timeTrainer("pairs of 10 to 12 words", first: 10...12, second: 10...12, words: 400)
  try timeTrainer("pairs as long as RTE's", first: 15...90, second: 5...16, words: 12_000)
}

private func timeTrainer(
  _ name: String, first: ClosedRange<Int>, second: ClosedRange<Int>, words: Int
) throws {
  let stream = RandomStreams(seed: 1).stream("sentences")
  func sentence(_ lengths: ClosedRange<Int>) -> String {
    let length = lengths.lowerBound + stream.integer(below: lengths.count)
    // The words of a language are not equally frequent: squares of uniform numbers come near.
    return (0..<length).map { _ in
      let u = stream.uniform()
      return "w\(Int(u * u * Double(words)))ord"
    }.joined(separator: " ")
  }
  let examples = (0..<2500).map { index in
    TextExample(
      first: sentence(first), second: sentence(second), target: Double(index % 2))
  }
  let task = TextTask(
    name: "pairs", target: .classes(["no", "yes"]), metric: .accuracy, training: examples,
    test: [])
  let split = SplitTask(task, using: stream)
  var made: (any Trainer)?
  let making = try processorSeconds {
    made = try TorchTrainerFactory(
      tasks: [split], primary: TaskIndex(0), settings: TorchTrainerSettings()
    ).makeTrainer(seed: 1)
  }
  guard let trainer = made else { return }
  print("\(name): made in \((making * 1000).rounded()) ms")
  _ = try trainer.train(task: TaskIndex(0), batches: 50)
  let steps = 500
  report(
    "  training step",
    try processorSeconds { _ = try trainer.train(task: TaskIndex(0), batches: steps) },
    repetitions: steps)
  report(
    "  evaluation of \(split.validation.count) examples",
    try processorSeconds {
      for _ in 0..<10 { _ = try trainer.evaluate(task: TaskIndex(0), split: .validation) }
    }, repetitions: 10)
  report(
    "  snapshot", try processorSeconds { for _ in 0..<10 { _ = try trainer.snapshot() } },
    repetitions: 10)
}
