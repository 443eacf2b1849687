import Foundation
import GSLNumerics
import Multitask

/// The measurements of a problem's mixtures, one row for each mixture, seed and length of training.
struct MixtureTable: Equatable {
  /// A model evaluated on the way of its training.
  struct Row: Equatable {
    /// The index of the mixture in the design.
    let index: Int
    let mixture: Mixture
    /// The number of the seed, the same for all mixtures.
    let seed: Int
    let batches: Int
    let validation: Score
    let test: Score
  }

  /// The loss and the metric on a split of the primary.
  struct Score: Equatable {
    let loss: Double
    let metric: Double
  }

  /// The names of the tasks, the primary first.
  let tasks: [String]

  /// The rows in the order of the file; those of one training are together, the shortest first.
  private(set) var rows: [Row] = []

  private static let measures = [
    "seed", "batches", "validation_loss", "validation_metric", "test_loss", "test_metric",
  ]

  init(tasks: [String]) {
    self.tasks = tasks
  }

  /// Adds the rows of a training.
  mutating func add(_ training: [Row]) {
    rows += training
  }

  /// The lengths of training in batches, the shortest first.
  var lengths: [Int] { Set(rows.map(\.batches)).sorted() }

  /// Returns whether the table has a training.
  func holds(index: Int, seed: Int) -> Bool {
    rows.contains { $0.index == index && $0.seed == seed }
  }

  /// Returns the test metrics of a mixture of the design after the longest training, the first seed's first.
  func metrics(of index: Int) -> [Double] {
    let longest = lengths.last
    return rows.filter { $0.index == index && $0.batches == longest }
      .sorted { $0.seed < $1.seed }.map(\.test.metric)
  }

  /// The mixtures in the order of the design, each with the mean test metric after the longest training.
  var scored: [MixtureDesign.Scored] {
    let longest = lengths.last
    var found: [Int: (mixture: Mixture, metrics: [Double])] = [:]
    for row in rows where row.batches == longest {
      found[row.index, default: (row.mixture, [])].metrics.append(row.test.metric)
    }
    return found.sorted { $0.key < $1.key }.map { _, own in
      (own.mixture, SampleStatistics(own.metrics).mean)
    }
  }
}

// MARK: - The file

extension MixtureTable {
  /// The first line of the file.
  var header: String { (["mixture"] + tasks + Self.measures).joined(separator: ",") }

  /// The text of the file.
  var text: String { header + "\n" + rows.map(\.line).joined() }

  /// Reads a file; the rows of an interrupted training, at the end, are left out.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - longest: The batches of a whole training; nil for the most in the file.
  /// - Throws: `MixtureTableError`, and what reading throws.
  init(contentsOf file: URL, longest: Int? = nil) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    var lines = text[..<(text.lastIndex(of: "\n") ?? text.startIndex)].split(separator: "\n")[...]
    let names = lines.popFirst()?.split(separator: ",").map(String.init) ?? []
    guard names.first == "mixture", names.suffix(Self.measures.count) == Self.measures[...],
      names.count > Self.measures.count + 2
    else { throw MixtureTableError(file: file.lastPathComponent, line: 1) }
    tasks = Array(names.dropFirst().dropLast(Self.measures.count))
    for (number, line) in lines.enumerated() {
      guard let row = try Row(line, tasks: tasks.count) else {
        throw MixtureTableError(file: file.lastPathComponent, line: number + 2)
      }
      rows.append(row)
    }
    let whole = longest ?? lengths.last
    while let last = rows.last, last.batches != whole { rows.removeLast() }
  }
}

extension MixtureTable.Row {
  /// Reads a line; nil if it has not as many numbers as expected.
  ///
  /// - Throws: `MixtureError`.
  init?(_ line: some StringProtocol, tasks: Int) throws {
    let numbers = line.split(separator: ",").compactMap { Double($0) }
    guard numbers.count == tasks + 7, numbers.allSatisfy(\.isFinite) else { return nil }
    index = Int(numbers[0])
    mixture = try Mixture(weights: Array(numbers[1...tasks]))
    let measures = Array(numbers[(tasks + 1)...])
    (seed, batches) = (Int(measures[0]), Int(measures[1]))
    validation = MixtureTable.Score(loss: measures[2], metric: measures[3])
    test = MixtureTable.Score(loss: measures[4], metric: measures[5])
  }

  /// The line, with as many digits as the table keeps.
  var line: String {
    let numbers =
      mixture.weights.map { String(format: "%.4f", $0) } + ["\(seed)", "\(batches)"]
      + [validation, test].flatMap { [$0.loss, $0.metric] }.map { String(format: "%.4g", $0) }
    return "\(index)," + numbers.joined(separator: ",") + "\n"
  }
}

/// A line of a table that cannot be read.
struct MixtureTableError: Error, CustomStringConvertible {
  let file: String
  let line: Int

  var description: String {
    "\(file):\(line) is no line of a table of mixtures: numbers under the names mixture, the tasks', seed, "
      + "batches, validation_loss, validation_metric, test_loss and test_metric were expected; "
      + "remove the file and tabulate again"
  }
}
