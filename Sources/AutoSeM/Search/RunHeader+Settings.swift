import Foundation
package import RunJournal

extension RunHeader {
  /// The settings of the search in the experiment of a tool's run or of a program's; nil for those of a version
  /// that had other ones.
  package var searchSettings: SearchSettings? {
    struct Experiment: Decodable { let search: SearchSettings }
    let data = Data(experiment.utf8)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return (try? decoder.decode(Experiment.self, from: data))?.search
      ?? (try? JSONDecoder().decode(SearchSettings.self, from: data))
  }
}
