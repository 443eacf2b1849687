public import MixtureRegression

/// The result of a fit as a machine reads it.
///
/// Objectives are in the table's unit; intervals are at 95 %.
public struct FitFile: Encodable, Sendable {
  let format = 1
  let source: String
  let runs: Int
  let domains: [String]
  let objective: String
  let direction: String
  let scale: [String: Double]
  let notes: [String]
  let models: [Model]
  let candidates: [Candidate]
  let objectives: [Objective]?
  let noise: Double
  let effects: [Effect]
  let proposals: [[String: Double]]
  let verdict: String

  struct Model: Encodable {
    let model: String
    let rankCorrelation: Double
    let explained: Double
    let error: Double
    let within68: Double
    let within95: Double

    init(_ quality: ModelQuality) {
      model = quality.kind.rawValue
      rankCorrelation = quality.rankCorrelation
      explained = quality.explained
      error = quality.error
      within68 = quality.within68
      within95 = quality.within95
    }
  }

  struct Estimate: Encodable {
    let mean: Double
    let standardDeviation: Double
    let lower: Double
    let upper: Double

    init(_ estimate: MixtureFit.Estimate) {
      mean = estimate.mean
      standardDeviation = estimate.standardDeviation
      lower = estimate.lower
      upper = estimate.upper
    }
  }

  struct Candidate: Encodable {
    let name: String
    let mixture: [String: Double]
    let predicted: Estimate
    let difference: Estimate
    let measured: Double?
  }

  struct Objective: Encodable {
    let objective: String
    let weight: Double
    let model: Model?
    let predicted: [Predicted]
    let bestMixture: [String: Double]
    let predictedBest: Estimate
  }

  struct Predicted: Encodable {
    let name: String
    let predicted: Estimate
  }

  struct Effect: Encodable {
    let domain: String
    let share: Double
    let increased: Estimate?
    let removed: Estimate?
  }

  /// Gathers the result of a fit.
  public init(_ fit: MixtureFit) {
    let table = fit.table
    func named(_ mixture: [Double]) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: zip(table.domains, mixture))
    }
    source = table.source
    runs = table.measured.count
    domains = table.domains
    objective = table.objective
    direction = table.direction.rawValue
    scale = Dictionary(uniqueKeysWithValues: zip(table.scales, table.target))
    notes = fit.notes
    models = fit.qualities.map(Model.init)
    objectives =
      fit.objectives.isEmpty
      ? nil
      : fit.objectives.map { objective in
        Objective(
          objective: objective.name, weight: objective.weight,
          model: objective.quality.map(Model.init),
          predicted: zip(fit.candidates, objective.predicted).map {
            Predicted(name: $0.name, predicted: Estimate($1))
          },
          bestMixture: named(objective.bestMixture),
          predictedBest: Estimate(objective.predictedBest))
      }
    candidates = fit.candidates.map {
      Candidate(
        name: $0.name, mixture: named($0.mixture), predicted: Estimate($0.predicted),
        difference: Estimate($0.difference), measured: $0.measured)
    }
    noise = fit.noise
    effects = fit.effects.map {
      Effect(
        domain: $0.domain, share: $0.share, increased: $0.increased.map(Estimate.init),
        removed: $0.removed.map(Estimate.init))
    }
    proposals = fit.proposals.map(named)
    verdict = fit.verdict
  }

  /// The text of the file: keys sorted, so that equal results are equal files.
  ///
  /// - Throws: `EncodingError` for a number that JSON cannot hold.
  public func json() throws -> String { try resultJSON(self) }
}
