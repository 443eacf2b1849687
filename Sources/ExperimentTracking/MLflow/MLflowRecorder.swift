public import Foundation
public import RunJournal

/// Keeps a run of an MLflow server in step with a journal: a run, with one nested in it for each trial.
///
/// A session that resumes the run finds its runs again by their tags, and tells what is new.
public struct MLflowRecorder: Sendable {
  private static let keyTag = "autosem.key"
  private static let parentTag = "mlflow.parentRunId"
  private static let folderTag = "autosem.folder"
  private static let mostParameters = 100
  private static let mostMetrics = 400

  private let server: MLflowServer
  private let journal: Journal
  private let folder: URL
  private let settings: [String: String]
  private let begun: Date

  /// Whether an earlier session may have told something.
  private let isResumed: Bool

  private var experiment: String?
  private var parent: Sent?
  private var children: [String: Sent] = [:]

  /// A run of the server, and what it has been told.
  private struct Sent: Sendable {
    let id: String
    let artifacts: String?
    let start: Int
    var tags: [String: String] = [:]
    var parameters: Set<String> = []

    /// The metrics with their steps.
    var metrics: Set<String> = []
    var end: String?

    init(_ info: MLflowAnswer.Info) {
      (id, artifacts, start) = (info.runId, info.artifactUri, info.startTime ?? 0)
    }
  }

  /// Creates a recorder; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - server: The server.
  ///   - journal: The journal.
  ///   - folder: The folder of the run, by which it is found again.
  ///   - settings: The keys of the experiment with their values.
  ///   - begun: The moment that the server shows as the beginning of a new run.
  public init(
    server: MLflowServer, journal: Journal, folder: URL, settings: [String: String], begun: Date
  ) {
    self.server = server
    self.journal = journal
    self.folder = folder.standardizedFileURL
    self.settings = settings
    self.begun = begun
    let trained = [
      (try? journal.pulls().count) ?? 0, (try? journal.trials().count) ?? 0,
      (try? journal.policyRuns().count) ?? 0,
    ]
    isResumed = trained.contains { $0 > 0 }
  }

  /// Tells the server what the journal has beyond what was told.
  ///
  /// - Parameter report: The report of the run, once it has one.
  /// - Throws: `MLflowError`; what the journal throws.
  public mutating func update(report: String? = nil) throws {
    let records = try MLflowRecords(
      of: journal, name: folder.lastPathComponent, settings: settings)
    if experiment == nil { try begin(records) }
    guard var own = parent else { return }
    for (key, run) in records.children {
      var child = try children[key] ?? make(run, key: key, parent: own.id, start: own.start)
      try tell(run, to: &child)
      children[key] = child
    }
    try tell(records.parent, to: &own)
    parent = own
    if let report { try store(report, of: own) }
  }

  // MARK: - Runs

  /// Finds the runs of an earlier session, or makes the run.
  private mutating func begin(_ records: MLflowRecords) throws {
    let name = "autosem"
    let kept = try server.get(
      "experiments/get-by-name", URLQueryItem(name: "experiment_name", value: name))
    let id =
      try kept?.experiment?.experimentId
      ?? server.post("experiments/create", ["name": name]).experimentId
    guard let id else { throw MLflowError.unexpected("experiments/create") }
    let known = isResumed ? try runs(of: id) : []
    if let own = known.first(where: { $0.tag(Self.parentTag) == nil }) {
      parent = Sent(own.info)
      for run in known where run.tag(Self.parentTag) == own.info.runId {
        if let key = run.tag(Self.keyTag) { children[key] = Sent(run.info) }
      }
    }
    let start = Int(begun.timeIntervalSince1970 * 1_000)
    experiment = id
    do {
      parent = try parent ?? make(records.parent, key: nil, parent: nil, start: start)
    } catch {
      experiment = nil
      throw error
    }
  }

  private func runs(of experiment: String) throws -> [MLflowAnswer.Run] {
    var (runs, token): ([MLflowAnswer.Run], String?) = ([], nil)
    repeat {
      let path = folder.path(percentEncoded: false).replacing("'", with: "_")
      let answer = try server.post(
        "runs/search",
        Search(
          experimentIds: [experiment], filter: "tags.`\(Self.folderTag)` = '\(path)'",
          maxResults: 1_000, pageToken: token))
      runs += answer.runs ?? []
      token = answer.nextPageToken.flatMap { $0.isEmpty ? nil : $0 }
    } while token != nil
    return runs
  }

  private func make(
    _ run: MLflowRecords.Run, key: String?, parent: String?, start: Int
  ) throws -> Sent {
    var tags = [Self.folderTag: folder.path(percentEncoded: false).replacing("'", with: "_")]
    if let key { tags[Self.keyTag] = key }
    if let parent { tags[Self.parentTag] = parent }
    let answer = try server.post(
      "runs/create",
      Creation(
        experimentId: experiment ?? "", startTime: start, runName: run.name,
        tags: tags.sorted { $0.key < $1.key }.map { Item(key: $0.key, value: $0.value) }))
    guard let info = answer.run?.info else { throw MLflowError.unexpected("runs/create") }
    return Sent(info)
  }

  /// Tells a run what is new, in parts that the server takes.
  private func tell(_ run: MLflowRecords.Run, to sent: inout Sent) throws {
    let start = sent.start
    let parameters = run.parameters.filter { !sent.parameters.contains($0.key) }
      .sorted { $0.key < $1.key }.parts(of: Self.mostParameters)
    let tags = run.tags.filter { sent.tags[$0.key] != $0.value }.sorted { $0.key < $1.key }
    let metrics = run.metrics.filter { !sent.metrics.contains($0.identity) }
      .parts(of: Self.mostMetrics)
    for index in 0..<max(parameters.count, metrics.count, tags.isEmpty ? 0 : 1) {
      let (parameters, metrics) = (parameters.part(index), metrics.part(index))
      let tags = index == 0 ? tags : []
      let batch = Batch(
        runId: sent.id,
        // Told again by a resumed run, a value with the same moment is the same value to the server.
        metrics: metrics.map { metric in
          Batch.Value(
            key: metric.key.asKey, value: metric.value, timestamp: start + 1_000 * metric.step,
            step: metric.step)
        },
        params: parameters.map { Item(key: $0.key.asKey, value: String($0.value.prefix(500))) },
        tags: tags.map { Item(key: $0.key, value: String($0.value.prefix(4_000))) })
      _ = try server.post("runs/log-batch", batch)
      sent.parameters.formUnion(parameters.map(\.key))
      sent.metrics.formUnion(metrics.map(\.identity))
      sent.tags.merge(tags.map { ($0.key, $0.value) }) { $1 }
    }
    if let end = run.end, end != sent.end {
      _ = try server.post(
        "runs/update",
        Update(runId: sent.id, status: end, endTime: start + Int(run.seconds * 1_000)))
      sent.end = end
    }
  }

  /// Stores the report, where the server keeps artifacts itself.
  private func store(_ report: String, of run: Sent) throws {
    guard let folder = run.artifacts.flatMap({ URL(string: $0) }),
      folder.scheme == "mlflow-artifacts"
    else { return }
    let path = folder.path(percentEncoded: false).split(separator: "/").joined(separator: "/")
    try server.put(Data(report.utf8), to: path + "/report.html")
  }
}

extension MLflowAnswer.Run {
  /// The value of a tag; nil where the run has none.
  fileprivate func tag(_ key: String) -> String? {
    data?.tags?.first { $0.key == key }?.value
  }
}

// MARK: - Bodies of requests

private struct Item: Encodable {
  let key: String
  let value: String
}

private struct Search: Encodable {
  let experimentIds: [String]
  let filter: String
  let maxResults: Int
  let pageToken: String?
}

private struct Creation: Encodable {
  let experimentId: String
  let startTime: Int
  let runName: String
  let tags: [Item]
}

private struct Batch: Encodable {
  struct Value: Encodable {
    let key: String
    let value: Double
    let timestamp: Int
    let step: Int
  }

  let runId: String
  var metrics: [Value] = []
  var params: [Item] = []
  var tags: [Item] = []
}

private struct Update: Encodable {
  let runId: String
  let status: String
  let endTime: Int
}

extension String {
  /// The text as MLflow takes a key: letters and digits of ASCII, `_`, `-`, `.`, `:`, `/` and spaces.
  fileprivate var asKey: String {
    String(
      prefix(200).map { character in
        let isPlain = character.isASCII && (character.isLetter || character.isNumber)
        return isPlain || "_-.:/ ".contains(character) ? character : "_"
      })
  }
}

extension MLflowRecords.Metric {
  /// What tells it from the others of its run.
  fileprivate var identity: String { "\(step) \(key)" }
}

extension Array {
  /// A part, empty after the last one.
  fileprivate func part<Item>(_ index: Int) -> [Item] where Element == [Item] {
    indices.contains(index) ? self[index] : []
  }
}

extension Array {
  fileprivate func parts(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
