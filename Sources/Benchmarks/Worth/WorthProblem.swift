import TorchTrainer

/// A low-resource problem on GLUE: a primary with few training rows, and auxiliaries.
struct WorthProblem: Sendable {
  /// The use of a problem's results.
  enum Half: String, CaseIterable, Sendable {
    /// Settings of the search may be chosen on it.
    case chosenOn = "chosen on"
    /// It only reports.
    case reported
  }

  /// The name of the primary.
  let primary: String

  /// The number of the primary's training rows, validation included.
  let limit: Int

  /// The names of the auxiliaries.
  let auxiliaries: [String]

  let half: Half

  /// The encoder; the pooled one takes a quarter of the attention's time, and cannot compare the words of a pair.
  var encoder = SentenceEncoding.pooled

  /// Whether the trainer needs the folder of a pretrained encoder.
  var isFrozen: Bool { encoder == .frozen }

  /// The name of the problem and of its table.
  var name: String { "\(primary)-\(limit)" + (isFrozen ? "-frozen" : "") }

  /// The numbers of batches after which a training is evaluated, the last at its end.
  var lengths: [Int] { isFrozen ? [75, 150, 300] : [150, 300, 600] }

  /// All problems, with three to nine tasks.
  static let all = [
    WorthProblem(
      primary: "stsb", limit: 200, auxiliaries: ["mrpc", "qqp", "mnli"], half: .chosenOn),
    WorthProblem(
      primary: "stsb", limit: 1_000, auxiliaries: ["mrpc", "qqp", "mnli", "rte", "qnli", "sst2"],
      half: .reported),
    WorthProblem(
      primary: "qqp", limit: 1_000,
      auxiliaries: ["mrpc", "stsb", "mnli", "qnli", "rte", "sst2", "cola"], half: .chosenOn),
    WorthProblem(
      primary: "qqp", limit: 200, auxiliaries: ["mrpc", "stsb", "mnli"], half: .reported),
    WorthProblem(
      primary: "mrpc", limit: 1_000, auxiliaries: ["qqp", "stsb", "mnli", "rte", "qnli"],
      half: .chosenOn),
    WorthProblem(primary: "mrpc", limit: 300, auxiliaries: ["qqp", "stsb"], half: .reported),
    WorthProblem(
      primary: "sst2", limit: 500, auxiliaries: ["cola", "stsb", "mnli"], half: .chosenOn),
    WorthProblem(
      primary: "sst2", limit: 1_000, auxiliaries: ["cola", "stsb", "qqp", "mnli"], half: .reported),
    WorthProblem(
      primary: "stsb", limit: 500,
      auxiliaries: ["mrpc", "qqp", "mnli", "rte", "qnli", "sst2", "cola", "wnli"], half: .chosenOn),
    WorthProblem(
      primary: "qnli", limit: 1_000, auxiliaries: ["mnli", "rte", "qqp", "sst2"], half: .reported,
      encoder: .attention),
    WorthProblem(
      primary: "qnli", limit: 500, auxiliaries: ["mnli", "rte", "stsb"], half: .chosenOn,
      encoder: .frozen),
    WorthProblem(
      primary: "mnli", limit: 500, auxiliaries: ["qnli", "rte", "stsb"], half: .reported,
      encoder: .frozen),
    WorthProblem(
      primary: "mrpc", limit: 500, auxiliaries: ["stsb", "mnli"], half: .chosenOn, encoder: .frozen),
    WorthProblem(
      primary: "rte", limit: 1_000, auxiliaries: ["mnli", "qnli", "mrpc", "stsb"],
      half: .reported, encoder: .frozen),
  ]

  /// Returns the problem with a name.
  ///
  /// - Throws: `UnknownProblem`.
  static func named(_ name: String) throws -> WorthProblem {
    guard let problem = all.first(where: { $0.name == name }) else {
      throw UnknownProblem(name: name)
    }
    return problem
  }
}

/// A problem that is not in the list.
struct UnknownProblem: Error, CustomStringConvertible {
  let name: String

  var description: String {
    "'\(name)' is no problem with a table: one of "
      + WorthProblem.all.map(\.name).joined(separator: ", ") + " was expected"
  }
}
