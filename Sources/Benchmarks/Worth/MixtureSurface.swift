import Foundation
import GSLNumerics
import Multitask

/// A measure of a training.
enum SurfaceMeasure: Int, CaseIterable, Sendable {
  case validationLoss
  case validationMetric
  case testLoss
  case testMetric

  /// The scales on which it may be smoothed.
  var scales: [MeasureScale] {
    switch self {
    case .validationLoss, .testLoss: MeasureScale.ofLosses
    case .validationMetric, .testMetric: MeasureScale.ofMetrics
    }
  }
}

/// A table of mixtures as a smooth surface with noise, from which trainings are drawn.
struct MixtureSurface: Sendable {
  /// The tasks; their numbers of examples are in proportion to the size-proportional mixture.
  let tasks: TaskList

  /// The lengths of training in batches, the shortest first.
  let lengths: [Int]

  /// The mixtures of the table, the plain ones first.
  let mixtures: [Mixture]

  /// The noise of a training.
  let noise: SurfaceNoise

  /// The fits, `[measures][lengths]`.
  private let fits: [[MeasureFit]]

  /// Fits a table whose first mixtures are the plain ones.
  ///
  /// - Throws: `GSLError`.
  init(of table: MixtureTable) throws {
    let (lengths, mixtures) = (table.lengths, table.mixtures)
    let last = lengths.count - 1
    func values(_ effects: SeedEffects, _ measure: SurfaceMeasure, _ length: Int) -> [Double] {
      effects.means.map { $0[measure.rawValue * lengths.count + length] }
    }
    let measured = SeedEffects(table.cells { _ in .plain })
    let forms = try SurfaceMeasure.allCases.map { measure in
      try MeasureFit(
        values(measured, measure, last), of: mixtures,
        forms: MeasureFit.Form.all(on: measure.scales)
      ).form
    }
    let scaled = SeedEffects(table.cells { forms[$0.rawValue].scale })
    let fits = try SurfaceMeasure.allCases.map { measure in
      let form = forms[measure.rawValue]
      return try lengths.indices.map { length in
        try MeasureFit(
          values(scaled, measure, length).map(form.scale.measure), of: mixtures, forms: [form])
      }
    }
    noise = SurfaceNoise(
      scaled,
      smooth: mixtures.map { mixture in fits.joined().map { $0.scaled(at: mixture.weights) } })
    self.fits = fits
    (self.lengths, self.mixtures) = (lengths, mixtures)
    let sizes = mixtures[MixtureDesign.plain - 1].weights.map { Int(($0 * 100_000).rounded()) }
    let summaries = zip(table.tasks, sizes).map { TaskSummary($0, trainingExamples: $1) }
    tasks = TaskList(primary: summaries[0], auxiliaries: Array(summaries.dropFirst()))
  }

  /// The batches of a whole training.
  var batches: Int { lengths[lengths.count - 1] }

  /// The plain mixtures: the primary alone, equal shares, size-proportional.
  var plain: [Mixture] { Array(mixtures.prefix(MixtureDesign.plain)) }

  /// Returns the fit of a measure after a whole training.
  func fit(of measure: SurfaceMeasure) -> MeasureFit { fits[measure.rawValue][lengths.count - 1] }

  /// Returns the true scores of mixtures: the test metric after a whole training, without noise.
  func scores(of mixtures: [Mixture]) -> [Double] {
    fit(of: .testMetric).measures(at: mixtures.map(\.weights))
  }

  /// Returns a measure of a training, between two lengths in proportion to the logarithm of the batches.
  ///
  /// - Parameter noise: The noise of the training, `[measures · lengths]`.
  func measured(
    _ measure: SurfaceMeasure, at weights: [Double], batches: Int, noise: [Double]
  ) -> Double {
    func value(_ length: Int) -> Double {
      fits[measure.rawValue][length].scaled(at: weights)
        + noise[measure.rawValue * lengths.count + length]
    }
    let scale = fits[measure.rawValue][0].form.scale
    guard let upper = lengths.firstIndex(where: { $0 >= batches }) else {
      return scale.measure(value(lengths.count - 1))
    }
    guard upper > 0, lengths[upper] > batches else { return scale.measure(value(upper)) }
    let (low, high) = (log(Double(lengths[upper - 1])), log(Double(lengths[upper])))
    let share = (log(Double(batches)) - low) / (high - low)
    return scale.measure((1 - share) * value(upper - 1) + share * value(upper))
  }
}

extension MixtureTable {
  /// The mixtures, in the order of the design.
  var mixtures: [Mixture] {
    var found: [Int: Mixture] = [:]
    for row in rows { found[row.index] = row.mixture }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The trainings with their measures at all lengths, `[measures · lengths]`, each on a scale.
  func cells(_ scale: (SurfaceMeasure) -> MeasureScale) -> [SeedEffects.Cell] {
    let numbers = Set(rows.map(\.index)).sorted()
    let trainings = Dictionary(grouping: rows) { [$0.index, $0.seed] }
    return trainings.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, rows in
      let values = SurfaceMeasure.allCases.flatMap { measure in
        rows.sorted { $0.batches < $1.batches }.map { scale(measure).scaled($0[measure]) }
      }
      return (numbers.firstIndex(of: key[0]) ?? 0, key[1], values)
    }
  }
}

extension MixtureTable.Row {
  /// A measure of the row.
  fileprivate subscript(measure: SurfaceMeasure) -> Double {
    switch measure {
    case .validationLoss: validation.loss
    case .validationMetric: validation.metric
    case .testLoss: test.loss
    case .testMetric: test.metric
    }
  }
}
