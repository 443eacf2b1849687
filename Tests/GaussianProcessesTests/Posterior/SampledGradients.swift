import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

/// Expects the gradients of four samples and of a path of them to be those of central differences.
func expectGradients(
  of sampled: SampledPosterior, sourceLocation: SourceLocation = #_sourceLocation
) {
  let slopes = [0.4, -1, 2, 0.1]
  for point in [[0.6, 0.5], [0.1, 0.95]] {
    let gradient = sampled.evaluation(at: point)
      .gradient(meanSlopes: slopes, varianceSlope: 1.5)
    #expect(
      isGradient(gradient, at: point) {
        let evaluation = sampled.evaluation(at: $0)
        return dot(slopes, evaluation.means) + 1.5 * evaluation.variance
      }, sourceLocation: sourceLocation)
    let path = sampled.path(sample: 2)
    #expect(
      isGradient(path.valueWithGradient(at: point).gradient, at: point) {
        path.valueWithGradient(at: $0).value
      }, sourceLocation: sourceLocation)
  }
}
