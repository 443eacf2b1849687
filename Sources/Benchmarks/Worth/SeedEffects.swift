import GSLNumerics

/// The parts of a table's measurements: a mean for each mixture, an effect for each seed, and what is left.
///
/// Least squares by turns; the effects sum to zero.
struct SeedEffects {
  /// A measured vector of a mixture with a seed.
  typealias Cell = (mixture: Int, seed: Int, values: [Double])

  /// The mean of each mixture over the seeds, `[mixtures][values]`.
  private(set) var means: [[Double]]

  /// The effect of each seed, `[seeds][values]`.
  private(set) var effects: [[Double]]

  /// What is left of each cell, in the cells' order, in the scale of one training: a mean over few seeds leaves less.
  let residuals: [[Double]]

  /// The number of cells of each mixture.
  let counts: [Int]

  private static let turns = 30

  /// Takes cells apart; mixtures and seeds are numbered from zero.
  init(_ cells: [Cell]) {
    let width = cells.first?.values.count ?? 0
    let mixtures = 1 + (cells.map(\.mixture).max() ?? -1)
    let seeds = 1 + (cells.map(\.seed).max() ?? -1)
    let zero = [Double](repeating: 0, count: width)
    var means = [[Double]](repeating: zero, count: mixtures)
    var effects = [[Double]](repeating: zero, count: seeds)
    for _ in 0..<Self.turns {
      means = Self.averages(of: cells, groups: mixtures, by: \.mixture) { effects[$0.seed] }
      effects = Self.averages(of: cells, groups: seeds, by: \.seed) { means[$0.mixture] }
      let centre = effects.reduce(zero, Self.sum).map { $0 / Double(seeds) }
      effects = effects.map { Self.difference($0, centre) }
    }
    means = Self.averages(of: cells, groups: mixtures, by: \.mixture) { effects[$0.seed] }
    let counts = (0..<mixtures).map { mixture in cells.count { $0.mixture == mixture } }
    residuals = cells.map { cell in
      let count = Double(counts[cell.mixture])
      let scale = count > 1 ? (count / (count - 1)).squareRoot() : 1
      return Self.difference(
        Self.difference(cell.values, means[cell.mixture]), effects[cell.seed]
      ).map { scale * $0 }
    }
    (self.means, self.effects, self.counts) = (means, effects, counts)
  }

  private static func averages(
    of cells: [Cell], groups: Int, by group: (Cell) -> Int, less part: (Cell) -> [Double]
  ) -> [[Double]] {
    let width = cells.first?.values.count ?? 0
    var sums = [[Double]](repeating: Array(repeating: 0, count: width), count: groups)
    var counts = [Double](repeating: 0, count: groups)
    for cell in cells {
      sums[group(cell)] = sum(sums[group(cell)], difference(cell.values, part(cell)))
      counts[group(cell)] += 1
    }
    return zip(sums, counts).map { sums, count in sums.map { count > 0 ? $0 / count : 0 } }
  }

  private static func sum(_ first: [Double], _ second: [Double]) -> [Double] {
    zip(first, second).map { $0 + $1 }
  }

  private static func difference(_ first: [Double], _ second: [Double]) -> [Double] {
    zip(first, second).map { $0 - $1 }
  }
}
