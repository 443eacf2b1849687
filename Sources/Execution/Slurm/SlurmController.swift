import AutoSeM
import Foundation

/// The one place that talks to Slurm: submits jobs together, asks for all of them at once, and ever less often.
actor SlurmController {
  private static let gatheringTime = Duration.milliseconds(50)
  private static let shortestInterval = Duration.seconds(2)
  private static let longestInterval = Duration.seconds(60)

  /// How long a queue may be full, or a controller away, before the jobs that wait for it count as failed.
  private static let patience = Duration.seconds(600)

  private let command: [String]
  private let jobs: URL
  private let settings: ExecutorSettings
  private let slurm: SlurmCommand

  private var arrays: [SlurmArray]?
  private var largestArray: Int?

  /// When each job that is followed was submitted or found.
  private var followed: [SlurmTask: ContinuousClock.Instant] = [:]

  private var waiting: [String] = []
  private var submission: Task<[String: SlurmTask], any Error>?

  private var queue: SlurmQueue?

  /// The number of each array, by which commands call it.
  private var numbers: [String: Int] = [:]
  private var asked = ContinuousClock.now
  private var answered = ContinuousClock.now
  private var interval = SlurmController.shortestInterval
  private var asking: Task<Void, Never>?

  private var complaint: @Sendable (String) -> Void = { _ in }
  private var complaints: Set<String> = []

  private var toCancel: [SlurmTask] = []
  private var cancellation: Task<Void, Never>?

  /// - Parameters:
  ///   - command: The program and the arguments of a worker, without those of its job.
  ///   - jobs: The folder of the jobs.
  ///   - settings: What is asked of Slurm.
  ///   - slurm: Runs Slurm's programs.
  init(
    command: [String], jobs: URL, settings: ExecutorSettings,
    slurm: SlurmCommand = SlurmCommand(threads: JobThreads(count: 2))
  ) {
    self.command = command
    self.jobs = jobs
    self.settings = settings
    self.slurm = slurm
  }

  /// Sets what is called with a sentence when jobs wait for something other than the end of other jobs.
  func complain(by complaint: @escaping @Sendable (String) -> Void) { self.complaint = complaint }

  // MARK: - Submitting

  /// Returns where a job is in the queue, if a run before this one left it there.
  func left(_ name: String) async throws -> SlurmTask? {
    let arrays = try known()
    let tasks = arrays.flatMap { array in
      array.names.indices.filter { array.names[$0] == name }
        .map { SlurmTask(array: array.name, index: $0) }
    }
    guard !tasks.isEmpty else { return nil }
    await ask()
    let open = tasks.last { queue?.states[$0] == .open && followed[$0] == nil }
    if let open { followed[open] = .now }
    return open
  }

  /// Submits a job, together with those that come at about the same time.
  ///
  /// - Throws: `MachineFailure` where Slurm takes no job for long, `ExecutorError` where it never will.
  func submit(_ name: String) async throws -> SlurmTask {
    waiting.append(name)
    let submission =
      submission
      ?? Task {
        try? await Task.sleep(for: Self.gatheringTime)
        return try await submitWaiting()
      }
    self.submission = submission
    guard let task = try await submission.value[name] else {
      throw MachineFailure("it was not submitted")
    }
    return task
  }

  /// No longer follows a job.
  func forget(_ task: SlurmTask) { followed[task] = nil }

  private func submitWaiting() async throws -> [String: SlurmTask] {
    let names = waiting
    (waiting, submission) = ([], nil)
    let times = Dictionary(grouping: names) { JobFolder(named: $0, in: jobs).timeouts }
    var tasks: [String: SlurmTask] = [:]
    for (timeouts, names) in times.sorted(by: { $0.key < $1.key }) {
      var rest = names[...]
      while !rest.isEmpty {
        let room = await room()
        let array = try await submit(Array(rest.prefix(room)), timeouts: timeouts)
        for (index, name) in array.names.enumerated() {
          let task = SlurmTask(array: array.name, index: index)
          tasks[name] = task
          followed[task] = .now
        }
        rest = rest.dropFirst(array.names.count)
      }
    }
    interval = Self.shortestInterval
    return tasks
  }

  /// Waits until the queue may have more jobs of ours; returns how many.
  private func room() async -> Int {
    if largestArray == nil { largestArray = await siteLimit() }
    while followed.count >= settings.maxSubmitted { try? await Task.sleep(for: .milliseconds(200)) }
    return min(settings.maxSubmitted - followed.count, largestArray ?? 1)
  }

  /// The largest array of the site, less one since the numbers begin with zero.
  private func siteLimit() async -> Int {
    let output = try? await slurm.run(["scontrol", "show", "config"])
    let line = String(decoding: output?.text ?? Data(), as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("MaxArraySize") }
    let limit = line?.split(separator: "=").last.flatMap {
      Int($0.trimmingCharacters(in: .whitespaces))
    }
    return max((limit ?? 1_001) - 1, 1)
  }

  /// Submits the first of some jobs, as many as Slurm takes at once.
  private func submit(_ names: [String], timeouts: Int) async throws -> SlurmArray {
    var (count, hasMoreTime) = (names.count, timeouts > 0)
    var pause = Duration.seconds(1)
    let start = ContinuousClock.now
    while true {
      let array = try newArray(Array(names.prefix(count)))
      let output = try await slurm.run(arguments(of: array, timeouts: hasMoreTime ? timeouts : 0))
      if output.code == 0 {
        // The number, and the name of a cluster where there are several. Slurm may forget the array before it is asked.
        let text = String(decoding: output.text, as: UTF8.self)
        numbers[array.name] = Int(text.prefix { $0.isNumber })
        return array
      }
      switch SubmissionProblem(output.errors) {
      case .tooMuchTime where hasMoreTime:
        hasMoreTime = false
        continue
      case .isFull: count = max(count / 2, 1)
      case .noController: break
      case .tooMuchTime, .refused:
        throw ExecutorError("Slurm did not take a job: \(output.errors)")
      }
      guard ContinuousClock.now - start < Self.patience else {
        throw MachineFailure("Slurm took no job for \(Self.patience): \(output.errors)")
      }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, Self.longestInterval)
    }
  }

  private func newArray(_ names: [String]) throws -> SlurmArray {
    let known = try known()
    for name in names { try JobFolder(named: name, in: jobs).prepareForWorker() }
    let array = try SlurmArray(
      number: (known.last?.number ?? -1) + 1, of: names, in: jobs,
      command: command + (settings.memory.map { ["--memory", $0.rawValue] } ?? []),
      environment: settings.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { own, _ in own })
    arrays = known + [array]
    return array
  }

  private func known() throws -> [SlurmArray] {
    if let arrays { return arrays }
    let all = try SlurmArray.all(in: jobs)
    arrays = all
    return all
  }

  private func arguments(of array: SlurmArray, timeouts: Int) -> [String] {
    func path(_ url: URL) -> String { url.path(percentEncoded: false) }
    let minutes = settings.time.flatMap { SlurmTime($0) }?.minutes
    let time =
      timeouts == 0
      ? settings.time : minutes.map { "\($0 << min(timeouts, 10))" } ?? settings.time
    let options: [(String, String?)] = [
      ("partition", settings.partition), ("account", settings.account),
      ("cpus-per-task", settings.cpusPerTask.map { "\($0)" }), ("gres", settings.gres),
      ("mem", settings.memory?.rawValue), ("time", time),
    ]
    return [
      "sbatch", "--parsable", "--no-requeue", "--job-name=\(array.name)",
      "--array=0-\(array.names.count - 1)", "--chdir=\(path(array.url))", "--output=slurm-%a.log",
    ]
      + options.compactMap { name, value in value.map { "--\(name)=\($0)" } }
      + (settings.extra ?? []) + [path(array.script)]
  }

  // MARK: - Following

  /// Returns where a job is, by an answer of Slurm that may be some seconds old.
  ///
  /// - Throws: `MachineFailure` where the controller has not answered for long.
  func state(of task: SlurmTask) async throws -> SlurmState {
    if ContinuousClock.now - asked >= interval {
      let before = queue?.states
      await ask()
      // Nothing new: it is asked less often.
      interval =
        before == queue?.states
        ? min(interval * 3 / 2, Self.longestInterval) : Self.shortestInterval
    }
    guard ContinuousClock.now - answered < Self.patience else {
      answered = .now
      throw MachineFailure("Slurm's controller has not answered for \(Self.patience)")
    }
    guard let queue, let since = followed[task], answered > since else { return .open }
    return queue.states[task] ?? .unknown
  }

  /// Asks about a job that `squeue` no longer names.
  func lastState(of task: SlurmTask) async throws -> SlurmState {
    guard let number = numbers[task.array] else { return .unknown }
    let name = "\(number)_\(task.index)"
    let shown = try await slurm.run(["scontrol", "--oneliner", "show", "job", name])
    let state = SlurmState(shown: String(decoding: shown.text, as: UTF8.self))
    guard shown.code != 0 || state == .unknown else { return state }
    let accounted = try? await slurm.run([
      "sacct", "--parsable2", "--noheader", "--allocations", "--format=State,ExitCode", "--jobs",
      name,
    ])
    guard let accounted, accounted.code == 0 else { return .unknown }
    return SlurmState(accounted: String(decoding: accounted.text, as: UTF8.self))
  }

  /// Asks for all jobs, once for all that wait for the answer.
  private func ask() async {
    let asking =
      asking
      ?? Task {
        asked = .now
        let began = ContinuousClock.now
        let output = try? await slurm.run(["squeue", "--json", "--me", "--states=all"])
        if let output, output.code == 0, let queue = try? SlurmQueue(json: output.text) {
          (self.queue, answered) = (queue, began)
          numbers.merge(queue.numbers) { $1 }
          for obstacle in queue.obstacles(of: followed.keys) { complain(obstacle) }
        }
        self.asking = nil
      }
    self.asking = asking
    await asking.value
  }

  /// Says once why jobs wait, whatever their number.
  private func complain(_ obstacle: String) {
    let reason = String(obstacle.drop { $0 != ":" })
    if complaints.insert(reason).inserted { complaint(obstacle) }
  }

  // MARK: - Cancelling

  /// Cancels a job, together with those that are cancelled at the same time.
  func cancel(_ task: SlurmTask) async {
    toCancel.append(task)
    let cancellation =
      cancellation
      ?? Task {
        try? await Task.sleep(for: Self.gatheringTime)
        await cancelAll()
      }
    self.cancellation = cancellation
    await cancellation.value
  }

  private func cancelAll() async {
    let tasks = toCancel
    (toCancel, cancellation) = ([], nil)
    if tasks.contains(where: { numbers[$0.array] == nil }) { await ask() }
    let names = tasks.compactMap { task in numbers[task.array].map { "\($0)_\(task.index)" } }
    if !names.isEmpty { _ = try? await slurm.run(["scancel"] + names) }
    for task in tasks { followed[task] = nil }
  }
}
