import BayesianOptimization
import GSLNumerics
import GaussianProcesses

extension MixtureModelKind {
  /// Returns what a model of the kind predicts of single runs of mixtures, from all runs of a table, `[mixtures]`.
  ///
  /// - Parameters:
  ///   - table: The runs.
  ///   - mixtures: The shares of the table's domains.
  /// - Throws: `BayesianOptimizationError` and `GSLError` when the model cannot be fitted.
  public func predictions(
    from table: RunTable, of mixtures: [[Double]]
  ) throws -> [MixtureFit.Estimate] {
    let space = try RunSpace(of: table, MixtureFitSettings())
    return try model(of: space.data, over: space.whole, seed: 1)
      .runs(at: mixtures.map { $0 + table.target })
      .map { MixtureFit.Estimate($0, sign: table.sign) }
  }
}
