import BayesianOptimization
public import RunJournal

/// A session of the line protocol of `autosem optimize`, with a reply to each line.
///
///     var session = try OptimizationSession()
///     print(try session.reply(to: #"{"space":[[-5,10],[0,15]]}"#))   // {"ok":true}
///     print(try session.reply(to: #"{"ask":true}"#))                 // {"x":[…]}
///
/// A line with an error changes nothing. With a journal, the changes of a line are on the disk before the
/// reply.
public struct OptimizationSession {
  /// A run of the past, told before the first ask.
  public struct Run: Equatable, Sendable {
    /// The point.
    public let x: [Double]

    /// The objective, smaller being better; nil if the run failed.
    public let y: Double?

    /// Creates a run.
    public init(x: [Double], y: Double?) {
      self.x = x
      self.y = y
    }
  }

  private let runs: [Run]
  private let journal: OptimizationJournal?
  private var search: OptimizationSearch?
  private var wasIntroduced = false
  private var hasNotedScaling = false

  /// Creates a session.
  ///
  /// - Parameters:
  ///   - journal: The journal that keeps the session, or that it resumes; nil for none.
  ///   - runs: Runs of the past that a new session learns from; one that is resumed has them in its journal.
  /// - Throws: `JournalError` for a journal that cannot be read or contradicts itself.
  public init(journal: OptimizationJournal? = nil, runs: [Run] = []) throws {
    self.journal = journal
    self.runs = runs
    guard let journal, let header = try journal.header() else { return }
    do {
      var search = OptimizationSearch(try OptimizationProblem(header))
      try search.restore(
        asks: journal.asks(), tells: journal.tells(), withdrawals: journal.withdrawals())
      self.search = search
    } catch let error as BadLine {
      throw journal.damage("\(error)")
    } catch let error as BayesianOptimizationError {
      throw journal.damage("\(error)")
    }
  }

  /// Returns the reply to a line of text, both without line feeds.
  public mutating func reply(to line: String) throws -> String {
    let bytes = Array(line.utf8)
    return try reply(to: bytes.count > InputLine.limit ? .tooLong : .bytes(bytes)).line()
  }

  /// Returns the reply to a line of input.
  public mutating func reply(to line: InputLine) -> OptimizationReply {
    do {
      switch line {
      case .bytes(let bytes): return try answer(OptimizationRequest(bytes))
      case .tooLong:
        throw BadLine("the line is too long: at most \(InputLine.limit) bytes were expected")
      }
    } catch {
      return .error("\(error)")
    }
  }

  private mutating func answer(_ request: OptimizationRequest) throws -> OptimizationReply {
    if case .begin(let problem) = request { return try begin(problem) }
    guard var search else {
      throw BadLine(
        "the space is not known yet: a line such as {\"space\":[[0,1],[0,1]]} was expected first")
    }
    switch request {
    case .begin, .ask:
      let record = try search.ask()
      try journal?.record(record)
      self.search = search
      return .point(record.point)
    case .tell(let finding):
      let record = try search.tell(finding)
      try journal?.record(record)
      self.search = search
      guard let total = search.problem.space.scaledTotal(finding.x), !hasNotedScaling else {
        return .taken
      }
      hasNotedScaling = true
      return .noted(
        "the weights sum to \(total.short) and were divided by that, as all later ones will be")
    case .recommend:
      let point = try search.recommendation()
      self.search = search
      return .point(point)
    case .predict(let x):
      let (mean, deviation) = try search.prediction(at: x)
      self.search = search
      return .prediction(mean: mean, standardDeviation: deviation)
    case .withdraw(let x):
      let record = try search.withdraw(x)
      try journal?.record(record)
      self.search = search
      return .taken
    case .pending:
      return .pending(search.optimizer.pending.map(\.point))
    case .status:
      return .status(
        asks: search.asks, tells: search.tells, failures: search.failures,
        pending: search.optimizer.pending.count)
    }
  }

  /// Records the problem, or checks that it is the journal's.
  private mutating func begin(_ problem: OptimizationProblem) throws -> OptimizationReply {
    if let search {
      guard !wasIntroduced else {
        throw BadLine("the space was told before: one was expected (start another process)")
      }
      guard search.problem == problem else {
        throw BadLine(
          "the journal is of \(try search.problem.json()): the same line, or none, was expected "
            + "(name another file for another search)")
      }
    } else {
      var search = OptimizationSearch(problem)
      let records = try told(to: &search)
      let header = try OptimizationHeader(problem)
      try journal?.record(header)
      for record in records { try journal?.record(record) }
      self.search = search
      if !runs.isEmpty {
        wasIntroduced = true
        let rest = runs.count - records.count
        return .noted(
          "\(records.count) runs were told"
            + (rest > 0 ? ", and \(rest) are outside of the space" : ""))
      }
    }
    wasIntroduced = true
    return .taken
  }

  /// Tells the past runs that are in the space.
  ///
  /// - Throws: `BadLine` if they are of another space altogether.
  private func told(to search: inout OptimizationSearch) throws -> [TellRecord] {
    let dimension = search.optimizer.space.dimension
    if let run = runs.first(where: { $0.x.count != dimension }) {
      throw BadLine(
        "the space has \(dimension) dimensions and the runs have \(run.x.count) shares: as many were expected"
      )
    }
    var records: [TellRecord] = []
    for run in runs {
      do {
        records.append(
          try search.tell(OptimizationRequest.Finding(x: run.x, y: run.y, noise: nil)))
      } catch is BadLine {
        // Outside of the space, such as above a cap: counted by the caller.
      }
    }
    return records
  }
}

// MARK: - The journal's words

extension OptimizationHeader {
  fileprivate init(_ problem: OptimizationProblem) throws {
    self.init(
      version: RunHeader.currentVersion, space: try problem.space.json.json(), seed: problem.seed,
      budget: problem.budget, isNoisy: problem.isNoisy,
      acquisition: problem.acquisition?.rawValue,
      hyperparameterSamples: problem.hyperparameterSamples)
  }
}

extension OptimizationProblem {
  fileprivate init(_ header: OptimizationHeader) throws {
    guard header.budget.map({ $0 > 0 }) ?? true else {
      throw BadLine("its budget is not positive")
    }
    guard header.hyperparameterSamples.map({ $0 > 0 }) ?? true else {
      throw BadLine("its number of draws is not positive")
    }
    let acquisition = header.acquisition.flatMap(AcquisitionName.init)
    guard acquisition?.rawValue == header.acquisition else {
      throw BadLine("it has an unknown acquisition function")
    }
    self.init(
      space: try SpaceDescription(JSONValue(Array(header.space.utf8))), seed: header.seed,
      budget: header.budget, isNoisy: header.isNoisy, acquisition: acquisition,
      hyperparameterSamples: header.hyperparameterSamples)
  }
}
