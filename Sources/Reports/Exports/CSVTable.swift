import AutoSeM
import Multitask
import PolicyComparison
import RunJournal

/// A table with commas, as RFC 4180 has it: numbers in full precision, empty fields for what there is not.
struct CSVTable {
  let columns: [String]
  let rows: [[String]]

  var csv: String {
    ([columns] + rows).map { $0.map(\.csvField).joined(separator: ",") + "\n" }.joined()
  }
}

extension String {
  /// The text as a field of RFC 4180.
  var csvField: String {
    // By scalars: "\r\n" is one character, which neither "\r" nor "\n" equals.
    guard unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return self
    }
    return "\"" + unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}

/// A number in full precision; empty for none.
func csvNumber(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

extension Outcome {
  /// The candidates of confirmation.
  var resultTable: CSVTable {
    CSVTable(
      columns: [
        "candidate", "score", "lower", "upper", "gain", "gain_lower", "gain_upper", "seeds",
        "examples",
      ],
      rows: standings.map { standing in
        let score = standing.scores.flatMap(scoreRange.interval(of:))
        let gain = standing.gain.flatMap(scoreRange.ofDifferences.interval(of:))
        return [standing.candidate.rawValue]
          + [
            standing.scores?.mean, score?.lowerBound, score?.upperBound, standing.gain?.mean,
            gain?.lowerBound, gain?.upperBound,
          ].map(csvNumber)
          + [standing.scores?.seeds, standing.scores?.examples].map { $0.map { "\($0)" } ?? "" }
      })
  }
}

extension RunsReport {
  /// The runs with the gains of their best mixtures.
  var resultTable: CSVTable {
    CSVTable(
      columns: ["run", "primary", "seed", "gain", "gain_lower", "gain_upper", "finished"],
      rows: runs.map { run in
        let outcome = run.outcome
        let gain = run.gain.flatMap(outcome.scoreRange.ofDifferences.interval(of:))
        return [run.name, outcome.header.tasks.objectiveName, run.value(of: "seed")]
          + [run.gain?.mean, gain?.lowerBound, gain?.upperBound].map(csvNumber)
          + ["\(outcome.isFinished)"]
      })
  }
}

extension Leaderboard {
  /// The policies by rank.
  var resultTable: CSVTable {
    CSVTable(
      columns: [
        "policy", "score", "lower", "upper", "difference", "difference_lower",
        "difference_upper", "p", "to_best", "p_to_best", "batches", "seconds", "failures",
      ],
      rows: entries.map { entry in
        let score = entry.scores.flatMap(scoreRange.interval(of:))
        let difference = entry.difference?.interval?.clamped(to: scoreRange.ofDifferences.bounds)
        return [entry.policy]
          + [
            entry.scores?.mean, score?.lowerBound, score?.upperBound, entry.difference?.mean,
            difference?.lowerBound, difference?.upperBound, entry.difference?.probability,
            entry.differenceToBest?.mean, entry.differenceToBest?.probability,
          ].map(csvNumber)
          + ["\(entry.batches)", csvNumber(entry.seconds), "\(entry.failures.count)"]
      })
  }
}
