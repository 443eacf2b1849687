public import GSLNumerics
import GaussianProcesses

/// The least point of an objective drawn from all that are believed possible.
///
/// Follows Thompson (1933). The draw is an exact sample of the joint posterior at the tried points and
/// the most promising candidates, continued between them by its conditional mean, so that it can be
/// climbed whatever the kernel; ours, in place of the random features of Wilson et al. (2020)
/// <https://arxiv.org/abs/2002.09309>, which need the kernel's spectrum. Each ask draws anew, so that
/// open asks differ.
public struct PosteriorSampling: Acquisition, Equatable {
  /// The most candidates at which the draw is exact.
  public let candidates: Int

  /// Creates the acquisition.
  public init(candidates: Int = 250) {
    precondition(candidates > 0, "a positive number of candidates is expected, got \(candidates)")
    self.candidates = candidates
  }

  /// Returns minus the drawn objective at points.
  ///
  /// - Parameter stream: A normal variate for each point that the draw is exact at.
  public func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    let posterior = try state.sampled(1, candidates: candidates, using: stream)
    return Function(path: posterior.path(sample: 0))
  }

  /// Returns minus an objective drawn from one of the models, which is drawn first: a mean of several
  /// draws would be nothing that any model believes in.
  public func function(
    forAll states: [SearchState], using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    precondition(!states.isEmpty, "a state is expected")
    let index = states.count == 1 ? 0 : stream.integer(below: states.count)
    return try function(for: states[index], using: stream)
  }

  private struct Function: AcquisitionFunction {
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
}

extension SearchState {
  /// Samples of the objective at the points that may be the best, tried or not.
  func sampled(
    _ samples: Int, candidates limit: Int, using stream: RandomStream
  ) throws -> SampledPosterior {
    let references = process.contenders(atMost: 60)
      .appending(process.mostPromising(limit, of: candidates))
    let normals = (0..<samples * references.rows).map { _ in stream.normal() }
    return try SampledPosterior(
      JointPosterior(process, references: references),
      normals: Matrix(rows: samples, columns: references.rows, elements: normals))
  }
}
