import Multitask
import PretrainedEncoders
import TaskData

/// The distinct sequences of word pieces of some tasks, and the sequences of each example.
struct SequenceTable: Sendable {
  /// The sequences of an example with two sentences.
  enum Pairing: Sendable {
    /// Two sequences, each encoded alone.
    case apart
    /// One sequence, in which each sentence attends to the other.
    case together
  }

  /// The text of each sequence, `[sequences]`; the two of a pair are separated by a character that no text
  /// has.
  private(set) var texts: [String] = []

  /// The largest number of pieces of a sequence.
  let limit: Int

  /// The number of sequences of an example of each task, `[tasks]`.
  private(set) var perExample: [Int] = []

  private var ids: [Int32] = []
  private var types: [Int32] = []
  private var offsets: [Int] = [0]
  private var numbers: [String: Int32] = [:]
  private var tasks: [[Split: [Int32]]] = []

  /// Tokenises the sentences of tasks.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - pairing: The sequences of an example with two sentences.
  ///   - tokenizer: The encoder's tokenizer.
  ///   - limit: The largest number of pieces of a sequence, with the marks at its ends.
  init(_ tasks: [SplitTask], _ pairing: Pairing, tokenizer: EncoderTokenizer, limit: Int) {
    self.limit = max(limit, tokenizer.marksOfPair)
    for task in tasks {
      let isApart = task.task.isPair && pairing == .apart
      perExample.append(isApart ? 2 : 1)
      var splits: [Split: [Int32]] = [:]
      for split in Split.allCases {
        splits[split] = task.examples(split).flatMap { example in
          let second = task.task.isPair ? example.second ?? "" : nil
          if isApart {
            return [example.first, second ?? ""].map { number(of: $0, nil, tokenizer) }
          }
          return [number(of: example.first, second, tokenizer)]
        }
      }
      self.tasks.append(splits)
    }
  }

  /// The number of sequences.
  var count: Int { texts.count }

  /// The number of pieces of a sequence.
  func length(of sequence: Int) -> Int {
    offsets[sequence + 1] - offsets[sequence]
  }

  /// Returns the sequences of an example.
  func sequences(of example: Int, task: Int, split: Split) -> ArraySlice<Int32> {
    let width = perExample[task]
    return tasks[task][split]?[width * example..<width * (example + 1)] ?? []
  }

  /// Returns the pieces of some sequences as a batch.
  func pieces(of sequences: [Int]) -> PieceBatch {
    var batch = PieceBatch()
    for sequence in sequences {
      let range = offsets[sequence]..<offsets[sequence + 1]
      batch.append(ids[range], types: types[range])
    }
    return batch
  }

  private mutating func number(
    of first: String, _ second: String?, _ tokenizer: EncoderTokenizer
  ) -> Int32 {
    let text = second.map { "\(first)\0\($0)" } ?? first
    if let known = numbers[text] { return known }
    if let second {
      let pair = tokenizer.tokens(of: first, and: second, limit: limit)
      ids += pair.tokens
      types += pair.types
    } else {
      let tokens = tokenizer.tokens(of: first, limit: limit)
      ids += tokens
      types += repeatElement(0, count: tokens.count)
    }
    offsets.append(ids.count)
    let number = Int32(texts.count)
    numbers[text] = number
    texts.append(text)
    return number
  }
}
