import BayesianOptimization
import GSLNumerics
import Multitask

/// The space of the points of a table's runs: their shares, then the scales that differ.
struct RunSpace {
  /// The space of all runs.
  let whole: any SearchSpace

  /// The space with what may be recommended: mixtures within the limits at the largest scale.
  let restricted: any SearchSpace

  /// The measured runs, with the objectives that they would have at the largest scale if it only shifted them.
  let data: RunData

  private let table: RunTable
  private let settings: MixtureFitSettings

  /// The least number of runs of the largest scale for a cross-validation on them alone.
  private static let leastCounted = 8

  init(of table: RunTable, _ settings: MixtureFitSettings) throws {
    self.table = table
    self.settings = settings
    data = try RunData(of: table)
    let simplex = SimplexSpace(count: table.domains.count)
    let limited = try settings.limits.space(of: table.domains, sizes: settings.sizes)
    guard !table.scales.isEmpty else {
      whole = simplex
      restricted = settings.limits.areNone ? simplex : RestrictedSpace(simplex, to: limited)
      return
    }
    let scaled = RestrictedSpace(
      simplex, to: limited, scales: table.runs.map(\.scale), at: table.target)
    (whole, restricted) = (scaled.whole, scaled)
  }

  // MARK: - Runs

  /// The measured runs of the largest scale, or all if those are few.
  var counted: Set<Int> {
    let measured = table.measured
    let whole = measured.indices.filter { table.isWhole(measured[$0].run) }
    return Set(whole.count < Self.leastCounted ? Array(measured.indices) : whole)
  }

  /// Returns the points of the runs with a result.
  func points(where isWanted: (RunTable.Result) -> Bool) -> [[Double]] {
    table.runs.filter { isWanted($0.result) }.map { $0.mixture + $0.scale }
  }

  // MARK: - Mixtures

  /// Returns the best run of the largest scale, and the plain mixtures.
  func plain() -> [(name: String, point: [Double], measured: Double?)] {
    var plain: [(name: String, point: [Double], measured: Double?)] = []
    let whole = table.measured.filter { table.isWhole($0.run) }
    if let best = whole.min(by: { table.sign * $0.objective < table.sign * $1.objective }) {
      plain.append(("best run, \(best.run.name)", best.run.mixture + table.target, best.objective))
    }
    plain.append(
      ("equal", table.domains.map { _ in 1 / Double(table.domains.count) } + table.target, nil))
    if let proportional { plain.append(("proportional", proportional + table.target, nil)) }
    return plain
  }

  /// The mixture proportional to the sizes; nil if one is unknown.
  private var proportional: [Double]? {
    let sizes = table.domains.compactMap { settings.sizes[$0] }
    let total = sizes.reduce(0, +)
    guard sizes.count == table.domains.count, total > 0 else { return nil }
    return sizes.map { $0 / total }
  }

  /// Returns a point with another share of a domain; the others change in proportion.
  func point(_ point: [Double], with share: Double, of domain: Int) -> [Double] {
    let rest = 1 - point[domain]
    let others = point.prefix(table.domains.count).indices.filter { $0 != domain }
    var changed = point
    changed[domain] = share
    for other in others {
      changed[other] =
        rest > 0
        ? point[other] / rest * (1 - share) : (1 - share) / Double(others.count)
    }
    return changed
  }

  /// Returns the prior about the mixture to stay near; nil for none.
  func prior() throws(MixtureFitError) -> (any OptimumPrior)? {
    guard let near = settings.near, settings.strength > 0 else { return nil }
    try MixtureFitError.check(near.keys.sorted(), among: table.domains)
    let shares = table.domains.map { near[$0] ?? 0 }
    guard shares.allSatisfy({ $0 >= 0 && $0.isFinite }), shares.reduce(0, +) > 0 else {
      throw .noMixture(near.keys.sorted().joined(separator: ","))
    }
    return PartPrior(
      DirichletPrior(mixture: shares, concentration: settings.strength),
      dropping: table.scales.count)
  }
}
