/// A small experiment that shows whether a method reproduces its paper.
///
/// Its stored properties are the keys of its file, each of which has to be given there.
public protocol ReferenceExperiment: Codable, Sendable {
  /// The name that a file gives as `experiment`.
  static var name: String { get }

  /// The problems of its values, each a sentence with the key, the expectation and the value.
  var problems: [String] { get }

  /// Runs the experiment; the same values give the same table.
  func run() throws -> ResultTable
}

/// All experiments.
enum ReferenceExperiments {
  static let all: [any ReferenceExperiment.Type] = [
    AdversarialClustersExperiment.self, BlockSparseExperiment.self,
    CompositeLearningExperiment.self,
    GenerateAndTestExperiment.self, GeneratedLabelsExperiment.self, MultitaskBanditExperiment.self,
    TaskClustersExperiment.self,
    TwoParameterExperiment.self,
  ]
}
