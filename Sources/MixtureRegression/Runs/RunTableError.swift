import GSLNumerics

/// A table of runs that cannot be used.
public enum RunTableError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A file lacks a column.
  case missingColumn(String, path: String, found: [String], near: String?)

  /// Two columns have the same name.
  case doubleColumn(String, path: String)

  /// No columns sum to one in most rows.
  case noShares(path: String)

  /// One column has all the shares.
  case oneShare(String, path: String)

  /// A value is no number, or not of the expected range.
  case wrongValue(String, column: String, path: String, line: Int, expected: String)

  /// The shares of rows do not sum to one.
  case wrongSums([(line: Int, sum: Double)], path: String)

  /// A file has a header and nothing else.
  case noRows(path: String)

  /// Whether large or small values are good is not known.
  case unknownDirection(String)

  /// There are too few runs with a value of the objective, or of too few mixtures.
  case tooFewRuns(Int, mixtures: Int, objective: String, path: String)

  /// All runs have the same value of the objective.
  case constantObjective(String, value: Double, runs: Int, path: String)

  /// Two tables have no column in common, or a row of one is not in the other.
  case notJoined(String, paths: [String])

  /// A SQLite file is no storage of Optuna.
  case noStorage(path: String, reason: String)

  /// A storage has several studies, or none of a name.
  case whichStudy(String?, found: [String], path: String)

  /// A study has several values.
  case whichValue(found: [String], path: String)

  /// A run was given no file.
  case noFiles

  /// The failure as a sentence, or as one line for each row.
  public var description: String {
    switch self {
    case .missingColumn(let column, let path, let found, let near):
      "\(path):1: found the columns \(found.joined(separator: ", ")); '\(column)' was expected"
        + (near.map { ": did you mean '\($0)'?" } ?? "")
    case .doubleColumn(let column, let path):
      "\(path):1: found the column '\(column)' twice: each name once was expected"
    case .noShares(let path):
      "\(path): no columns sum to one together in three of four rows: name those of the shares with "
        + "--shares a,b,c"
    case .oneShare(let column, let path):
      "\(path): '\(column)' is the only column of shares: at least two were expected"
    case .wrongValue(let text, let column, let path, let line, let expected):
      "\(path):\(line): found '\(text)' in the column '\(column)', \(expected)"
    case .wrongSums(let rows, let path):
      rows.prefix(Self.shown).map { row in
        "\(path):\(row.line): the shares sum to \(shortNumber(row.sum)): 1 was expected, within a hundredth"
      }.joined(separator: "\n")
        + (rows.count > Self.shown
          ? "\n\(path): \(rows.count - Self.shown) more rows like these" : "")
        + "; is a column of shares missing from --shares, or a run's mixture incomplete?"
    case .noRows(let path):
      "\(path): found a header and no row: one row a run was expected"
    case .unknownDirection(let name):
      "'\(name)' does not tell whether a large or a small value is good: give --maximize or --minimize"
    case .tooFewRuns(let runs, let mixtures, let objective, let path):
      "\(path): \(runs) \(runs == 1 ? "run has" : "runs have") a value of '\(objective)', of "
        + "\(mixtures) \(mixtures == 1 ? "mixture" : "mixtures"): at least \(RunTable.leastRuns) runs of "
        + "\(RunTable.leastMixtures) mixtures were expected"
    case .constantObjective(let name, let value, let runs, let path):
      "\(path): '\(name)' is \(shortNumber(value)) in all \(runs) runs: values that differ were expected, for "
        + "nothing can be learned from equal ones"
    case .notJoined(let what, let paths):
      "\(paths.joined(separator: " and ")) cannot be joined: \(what)"
    case .noStorage(let path, let reason):
      "'\(path)' is a SQLite file and no storage of Optuna (\(reason)): one was expected, or the folder of a run of autosem, "
        + "or a table of text"
    case .whichStudy(let name, let found, let path):
      "\(path): found the studies \(found.map { "'\($0)'" }.joined(separator: ", ")); "
        + (name.map { "'\($0)' was expected" }
          ?? "one was expected: name one of them with --study")
    case .whichValue(let found, let path):
      "\(path): the study has the values \(found.joined(separator: ", ")): name one of them with --objective"
    case .noFiles:
      "no table was given: a file with one row a run was expected"
    }
  }

  /// The number of wrong rows that are listed.
  private static let shown = 5

  /// Whether two failures have the same description.
  public static func == (left: Self, right: Self) -> Bool { left.description == right.description }
}

/// A number in at most six significant digits, the same in every locale.
func shortNumber(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  let digits = 5 - Int((log(abs(value)) / log(10)).rounded(.down))
  guard digits <= 12, abs(value) < 1e15 else { return "\(value)" }
  guard digits >= 0 else { return "\(Int(value.rounded()))" }
  let scale = powerOfTen(digits)
  let rounded = (value * scale).rounded() / scale
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}

private func powerOfTen(_ exponent: Int) -> Double {
  (0..<exponent).reduce(1.0) { power, _ in power * 10 }
}
