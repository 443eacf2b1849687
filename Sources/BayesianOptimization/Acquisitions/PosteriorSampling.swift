public import GSLNumerics
import GaussianProcesses

/// Thompson sampling: a draw of the objective from its posterior, to be minimised.
///
/// Follows Thompson (1933). The draw is an exact sample of the joint posterior at the tried points and
/// the most promising candidates, continued between them by its conditional mean, so that it has a
/// gradient for any kernel; ours, in place of the random features of Wilson et al. (2020)
/// <https://arxiv.org/abs/2002.09309>, which need the kernel's spectrum. Each ask draws again, so that
/// pending suggestions differ.
public struct PosteriorSampling: Acquisition, Equatable {
  /// The largest number of candidates at which the draw is exact.
  public let candidates: Int

  /// Creates the acquisition.
  public init(candidates: Int = 250) {
    precondition(candidates > 0, "a positive number of candidates is expected, got \(candidates)")
    self.candidates = candidates
  }

  /// Returns the negative of the drawn objective.
  ///
  /// - Parameters:
  ///   - state: What is known of the objective.
  ///   - stream: A normal variate for each point that the draw is exact at.
  public func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    let posterior = try state.sampled(1, candidates: candidates, using: stream)
    return DrawnObjective(path: posterior.path(sample: 0))
  }

  /// Returns the negative of an objective drawn from one of the models, which is drawn first.
  ///
  /// A mean of several draws would be a draw from no model.
  public func function(
    forAll states: [SearchState], using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    precondition(!states.isEmpty, "a state is expected")
    let index = states.count == 1 ? 0 : stream.integer(below: states.count)
    return try function(for: states[index], using: stream)
  }
}

/// The negative of a draw of the objective.
struct DrawnObjective: AcquisitionFunction {
  /// The draw.
  let path: SamplePath

  var scale: AcquisitionScale { .objective }

  func values(at inputs: Matrix) -> [Double] {
    path.values(at: inputs).map { -$0 }
  }

  func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let (value, gradient) = path.valueWithGradient(at: input)
    return (-value, gradient.map { -$0 })
  }
}

extension SearchState {
  /// Returns samples of the objective at the points that may be the best, tried or not.
  func sampled(
    _ samples: Int, candidates limit: Int, using stream: RandomStream
  ) throws -> SampledPosterior {
    let references = process.contenders(atMost: 60)
      .appending(process.mostPromising(limit, of: candidates))
    let normals = (0..<samples * references.rows).map { _ in stream.normal() }
    return try SampledPosterior(
      SumPosterior(process, references: references),
      normals: Matrix(rows: samples, columns: references.rows, elements: normals))
  }
}
