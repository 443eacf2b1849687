/// A small experiment that shows of a method what its paper says must be seen.
///
/// Its stored properties are the keys of its file, each of which has to be given there.
public protocol ReferenceExperiment: Codable, Sendable {
  /// The name that a file gives as `experiment`.
  static var name: String { get }

  /// What its values have wrong, each a sentence with the key, what was expected and what was given.
  var problems: [String] { get }

  /// Runs the experiment; the same values give the same table.
  func run() throws -> ResultTable
}

/// The experiments that there are.
enum ReferenceExperiments {
  static let all: [any ReferenceExperiment.Type] = [
    AdversarialClustersExperiment.self, BlockSparseExperiment.self,
    CompositeLearningExperiment.self,
    GenerateAndTestExperiment.self, GeneratedLabelsExperiment.self, MultitaskBanditExperiment.self,
    TaskClustersExperiment.self,
    TwoParameterExperiment.self,
  ]
}
