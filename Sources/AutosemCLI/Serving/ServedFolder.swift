import AutoSeM
import Foundation
import Reports
import RunJournal

/// The pages of a folder of runs: a list, a report of each run, and runs side by side.
///
/// Nothing is written. A name in an address is looked up among the names of the folder and never becomes a path itself.
struct ServedFolder: Sendable {
  /// What is answered.
  struct Answer: Equatable {
    let status: Int
    let html: String
  }

  /// The seconds after which the report of a run that goes on is loaded again.
  private static let pause = 5

  /// The seconds for other pages, among whose runs somebody may be choosing.
  private static let longPause = 30

  private let folder: URL

  /// Serves the runs that are in a folder.
  init(_ folder: URL) {
    self.folder = folder
  }

  /// Returns the page of an address.
  ///
  /// - Parameters:
  ///   - path: The path of the address.
  ///   - query: What comes after the question mark, encoded.
  func answer(path: String, query: String) -> Answer {
    let names = Self.runs(ofQuery: query)
    switch path {
    case "/":
      let page = ListingPage(runs: listed)
      return Answer(status: 200, html: page.html(refreshingEvery: Self.longPause))
    case "/report" where names.count == 1: return report(names[0])
    case "/compare" where names.count > 1: return comparison(names)
    case "/compare": return refusal(400, "mark two runs or more to compare them")
    default: return refusal(404, "nothing is here")
    }
  }

  // MARK: - Pages

  private func report(_ name: String) -> Answer {
    guard let run = folders[name] else { return refusal(404, "no run has the name '\(name)'") }
    return page {
      let journal = try Journal.open(in: run)
      let html = try RunReport(of: journal).html
      return try RunState(of: journal, in: run) == .finished
        ? html : html.refreshing(every: Self.pause)
    }
  }

  private func comparison(_ names: [String]) -> Answer {
    let folders = folders
    guard let unknown = names.first(where: { folders[$0] == nil }) else {
      return page {
        try RunReport(of: ReportedRun.runs(in: names.compactMap { folders[$0] })).html
          .refreshing(every: Self.longPause)
      }
    }
    return refusal(404, "no run has the name '\(unknown)'")
  }

  private func page(_ html: () throws -> String) -> Answer {
    do {
      return Answer(status: 200, html: try html())
    } catch {
      return refusal(500, "\(error)")
    }
  }

  private func refusal(_ status: Int, _ reason: String) -> Answer {
    Answer(status: status, html: ListingPage.refusal(reason))
  }

  // MARK: - Runs

  /// The folders with a journal by their names.
  private var folders: [String: URL] {
    let inside =
      (try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey])) ?? []
    let runs = inside.filter { run in
      FileManager.default.fileExists(
        atPath: run.appending(path: Journal.fileName).path(percentEncoded: false))
    }
    return Dictionary(runs.map { ($0.lastPathComponent, $0) }) { first, _ in first }
  }

  private var listed: [ListedRun] {
    folders.sorted { $0.key < $1.key }.map { name, run in
      do {
        let journal = try Journal.open(in: run)
        return try ListedRun(
          name: name, journal: journal, state: RunState(of: journal, in: run))
      } catch {
        return ListedRun(name: name, unreadable: "\(error)")
      }
    }
  }

  /// The values of `run` in a query, as forms encode it.
  private static func runs(ofQuery query: String) -> [String] {
    query.split(separator: "&").compactMap { item in
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "run" else { return nil }
      return parts[1].replacing("+", with: " ").removingPercentEncoding
    }
  }
}

extension String {
  /// A page that a browser loads again by itself.
  fileprivate func refreshing(every pause: Int) -> String {
    replacing(
      "<head>", with: "<head><meta http-equiv=\"refresh\" content=\"\(pause)\"/>",
      maxReplacements: 1)
  }
}
