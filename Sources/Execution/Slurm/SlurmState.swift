import Foundation

/// Where a job of Slurm is.
enum SlurmState: Equatable, Sendable {
  /// It waits, or it runs.
  case open
  /// It is over: Slurm's word for how, and its exit status.
  case over(word: String, ExitStatus)
  /// Slurm does not know it.
  case unknown

  /// How a job's program ended.
  struct ExitStatus: Equatable, Sendable {
    /// The exit code; zero if a signal ended it.
    var code = 0
    /// The signal that ended it; zero if it exited.
    var signal = 0
  }

  private static let openWords: Set = [
    "PENDING", "RUNNING", "SUSPENDED", "COMPLETING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD",
    "REQUEUE_FED", "RESIZING", "SIGNALING", "SPECIAL_EXIT", "STAGE_OUT", "STOPPED",
  ]

  /// The state of Slurm's words; of several, such as `CANCELLED COMPLETING`, the first counts once none is open.
  init(words: [String], _ status: ExitStatus) {
    let isOpen = words.contains { Self.openWords.contains($0) }
    self = isOpen || words.isEmpty ? .open : .over(word: words[0], status)
  }
}

/// A job of an array in Slurm.
struct SlurmTask: Hashable, Sendable {
  /// The name of the array, which is ours.
  let array: String

  /// Its number in the array.
  let index: Int
}

/// What `squeue --json` says of all jobs.
struct SlurmQueue: Sendable {
  /// The state of each task that it names.
  private(set) var states: [SlurmTask: SlurmState] = [:]

  /// The number of each array that it names, by which commands call it.
  private(set) var numbers: [String: Int] = [:]

  /// Why each task that waits does so, in Slurm's words.
  private(set) var reasons: [SlurmTask: String] = [:]

  /// The reasons that pass as other jobs end.
  private static let passingReasons: Set = [
    "", "None", "Resources", "Priority", "JobArrayTaskLimit", "Cleaning", "Prolog",
  ]

  /// Reads the output of any version: words and numbers may be values, or objects and lists that hold them.
  ///
  /// - Throws: What Foundation throws for a text that is no JSON.
  init(json: Data) throws {
    let root = try JSONSerialization.jsonObject(with: json) as? [String: Any]
    for job in root?["jobs"] as? [[String: Any]] ?? [] {
      guard let name = job["name"] as? String else { continue }
      let words =
        (job["job_state"] as? [String]) ?? (job["job_state"] as? String).map { [$0] } ?? []
      let state = SlurmState(words: words, Self.exitStatus(job["exit_code"]))
      if let number = Self.number(job["array_job_id"]) ?? Self.number(job["job_id"]) {
        numbers[name] = number
      }
      for index in Self.indices(job) {
        let task = SlurmTask(array: name, index: index)
        states[task] = state
        if words.contains("PENDING") { reasons[task] = job["state_reason"] as? String }
      }
    }
  }

  /// Returns what holds tasks up that does not pass as other jobs end, such as drained nodes, each a sentence.
  func obstacles(of tasks: some Sequence<SlurmTask>) -> [String] {
    let counts = Dictionary(tasks.compactMap { reasons[$0] }.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.filter { !Self.passingReasons.contains($0.key) }
      .sorted { $0.key < $1.key }
      .map { reason, count in
        let words = reason.replacing("_", with: " ")
        return count == 1
          ? "a job waits in Slurm's queue: \(words)"
          : "\(count) jobs wait in Slurm's queue: \(words)"
      }
  }

  /// Those of a task that began, or of all that wait, such as `2-5,9%3`.
  private static func indices(_ job: [String: Any]) -> [Int] {
    if let index = number(job["array_task_id"]) { return [index] }
    let list = (job["array_task_string"] as? String ?? "").prefix { $0 != "%" }
    return list.split(separator: ",").flatMap { part in
      let parts = part.split(separator: ":")
      let ends = parts.first?.split(separator: "-").compactMap { Int($0) } ?? []
      let step = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
      guard let first = ends.first, let last = ends.last, first <= last, step > 0 else {
        return [Int]()
      }
      return Array(stride(from: first, through: last, by: step))
    }
  }

  /// A number, or the one in `{"set": true, "infinite": false, "number": 3}`.
  private static func number(_ value: Any?) -> Int? {
    if let object = value as? [String: Any] {
      return object["set"] as? Bool == false ? nil : number(object["number"])
    }
    return (value as? NSNumber)?.intValue
  }

  private static func exitStatus(_ value: Any?) -> SlurmState.ExitStatus {
    if let object = value as? [String: Any] {
      let signal =
        (object["signal"] as? [String: Any])?["id"]
        ?? (object["signal"] as? [String: Any])?["signal_id"]
      return SlurmState.ExitStatus(
        code: number(object["return_code"]) ?? 0, signal: number(signal) ?? 0)
    }
    // As a process's parent has it.
    let status = number(value) ?? 0
    return SlurmState.ExitStatus(code: status >> 8 & 0xff, signal: status & 0x7f)
  }
}

extension SlurmState {
  /// Reads `JobState=TIMEOUT … ExitCode=0:15` of `scontrol --oneliner show job`.
  init(shown text: String) {
    func value(_ key: String) -> Substring? {
      text.split(separator: " ").first { $0.hasPrefix(key + "=") }?.dropFirst(key.count + 1)
    }
    guard let word = value("JobState") else {
      self = .unknown
      return
    }
    self.init(words: [String(word)], ExitStatus(text: value("ExitCode") ?? ""))
  }

  /// Reads `TIMEOUT|0:15` of `sacct --parsable2 --noheader --format=State,ExitCode`.
  init(accounted text: String) {
    let fields = text.split(separator: "\n").first?.split(separator: "|") ?? []
    // A word may have an addition, as in `CANCELLED by 1000`.
    guard let word = fields.first?.split(separator: " ").first else {
      self = .unknown
      return
    }
    self.init(words: [String(word)], ExitStatus(text: fields.count > 1 ? fields[1] : ""))
  }
}

extension SlurmState.ExitStatus {
  /// Reads `0:15`, a code and a signal.
  fileprivate init(text: Substring) {
    let numbers = text.split(separator: ":").compactMap { Int($0) }
    self.init(code: numbers.first ?? 0, signal: numbers.count > 1 ? numbers[1] : 0)
  }
}
