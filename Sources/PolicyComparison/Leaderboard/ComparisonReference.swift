import Foundation
import RunJournal

/// The policy that the others are tested against, named before the first run.
struct ComparisonReference {
  /// The policies that are the reference where none is named, in the order of preference.
  private static let defaults: [ComparedPolicy] = [.fixed(.uniform), .fixed(.primaryOnly)]

  /// The name; nil where the comparison has no such policy.
  let name: String?

  /// Reads the reference of a comparison.
  ///
  /// A comparison of a Swift program, and a journal of an older version, may not name one.
  init(of header: RunHeader, policies: some Sequence<String>) {
    let settings = try? JSONDecoder().decode(
      Experiment.self, from: Data(header.experiment.utf8))
    let named = settings?.comparison?.reference.map { [$0] } ?? Self.defaults.map(\.rawValue)
    name = named.first(where: policies.contains)
  }

  private struct Experiment: Decodable {
    let comparison: Comparison?

    struct Comparison: Decodable {
      let reference: String?
    }
  }
}
