import GSLNumerics
import Multitask
import TaskData

/// Three small tasks of different kinds on a handful of words.
enum SampleTasks {
  private static let words = (0..<40).map { "w\($0)ord" }

  /// Pairs of which the label is whether the second sentence repeats a word of the first.
  ///
  /// - Parameter yes: The class of those that do.
  static func pairs(
    _ count: Int, seed: Int = 0, labels: [String] = ["no", "yes"], yes: Int = 1
  ) -> SplitTask {
    split(seed == 0 ? "pairs" : "pairs\(seed)", .classes(labels), .accuracy, count, seed) {
      stream, index in
      let first = (0..<5).map { _ in words[stream.integer(below: 20)] }
      let repeats = index % 2 == 1
      let second = (0..<3).map { _ in words[20 + stream.integer(below: 20)] }
      return Example(
        first: first.joined(separator: " "),
        second: (second + (repeats ? [first[2]] : [words[39]])).joined(separator: " "),
        target: Double(repeats ? yes : 1 - yes))
    }
  }

  /// Single sentences of three classes, each with a word of its own.
  static func sentences(_ count: Int, seed: Int = 1) -> SplitTask {
    split("sentences", .classes(["a", "b", "c"]), .matthews, count, seed) { stream, index in
      let others = (0..<4).map { _ in words[3 + stream.integer(below: 37)] }
      return Example(
        first: (others + [words[index % 3]]).joined(separator: " "), target: Double(index % 3))
    }
  }

  /// Pairs whose number is how many words they share.
  static func similarity(_ count: Int, seed: Int = 2) -> SplitTask {
    split("similarity", .number(0...4), .pearson, count, seed) { stream, index in
      let first = stream.permutation(20).prefix(4).map { words[$0] }
      let shared = index % 5
      let second = first.prefix(shared) + (shared..<4).map { words[20 + $0] }
      return Example(
        first: first.joined(separator: " "), second: second.joined(separator: " "),
        target: Double(shared))
    }
  }

  /// One of each.
  static func all(_ count: Int = 120) -> [SplitTask] {
    [pairs(count), sentences(count), similarity(count)]
  }

  private static func split(
    _ name: String, _ target: TaskTarget, _ metric: Metric, _ count: Int, _ seed: Int,
    _ example: (RandomStream, Int) -> Example
  ) -> SplitTask {
    let streams = RandomStreams(seed: UInt64(seed))
    let stream = streams.stream("examples")
    let examples = (0..<count).map { example(stream, $0) }
    let task = TaskDataset(
      name: name, target: target, metric: metric, training: examples,
      test: Array(examples.prefix(20)))
    let half = min(max(count / 5, 100), count / 2)
    return SplitTask(
      task, in: SplitOrder(using: streams.stream("split")), validation: .count(half))
  }
}
