import AutoSeM
import Foundation
import Multitask
public import PolicyComparison
import RunJournal

extension PreparedExperiment {
  /// Reads the runs that `comparison.logs` names; nil where it names none.
  ///
  /// - Throws: `LoggedPullsError`, `JournalError`.
  public func loggedPulls() throws -> LoggedPulls? {
    guard let folders = experiment.comparison.logs else { return nil }
    let runs = try folders.map { folder in
      let journal = try Journal.open(in: URL(filePath: folder))
      guard let pulling = Pulling(json: try journal.header().experiment) else {
        throw LoggedPullsError.noSettings(run: folder)
      }
      return LoggedPulls.Run(name: folder, journal: journal, selection: pulling.settings)
    }
    return try LoggedPulls(runs, tasks: factory.tasks)
  }
}

/// The settings that decide the pulls; the others of an experiment may be those of another version.
private struct Pulling: Decodable {
  private struct Search: Decodable {
    let selection: Selection
  }

  private struct Selection: Decodable {
    let decay: Double
    let minimumPulls: Int
    let primaryShare: Double
    let reward: RewardKind
  }

  private let search: Search

  init?(json: String) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let decoded = try? decoder.decode(Self.self, from: Data(json.utf8)),
      (0...1).contains(decoded.search.selection.decay),
      (0...1).contains(decoded.search.selection.primaryShare)
    else { return nil }
    self = decoded
  }

  var settings: SelectionSettings {
    var settings = SearchSettings().selection
    settings.decay = search.selection.decay
    settings.primaryShare = search.selection.primaryShare
    settings.minimumPulls = search.selection.minimumPulls
    settings.reward = search.selection.reward
    return settings
  }
}
