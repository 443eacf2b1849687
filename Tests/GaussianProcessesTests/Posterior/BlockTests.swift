import GSLNumerics
import NumericalChecks
import Testing

@testable import GaussianProcesses

/// Observations in blocks that have a shift in common.
@Suite struct BlockTests {
  private let inputs = Matrix([[0.0], [0.3], [0.6], [0.9]])
  private let kernel = MaternFiveHalves(lengthScales: [0.5])

  private func process(_ targets: [Double], blocks: [Int?]) throws -> GaussianProcess {
    try GaussianProcess(
      kernel: kernel, noiseVariance: 0.01, inputs: inputs, targets: targets, blocks: blocks)
  }

  /// The shift of a block is a normal variate: the same as a kernel with a further term for equal blocks.
  @Test func predictionsAreThoseOfARandomEffect() throws {
    let targets = [0.2, 0.5, -0.1, 0.4]
    let blocks: [Int?] = [0, 1, 0, nil]
    var covariances = kernel.matrix(inputs)
    for row in 0..<4 {
      covariances[row, row] += 0.01
      for column in 0..<4 where blocks[row] != nil && blocks[row] == blocks[column] {
        covariances[row, column] += 1
      }
    }
    let weights = try Cholesky(of: covariances).solve(targets)
    let point = Matrix([[0.45]])
    let expected = kernel.matrix(inputs, point).transposedTimes(weights)[0]
    let prediction = try process(targets, blocks: blocks).prediction(at: [0.45])
    #expect(isClose(prediction.mean, expected, relative: 1e-12))
  }

  @Test func observationsOfNoBlockAreAsWithout() throws {
    let targets = [0.2, 0.5, -0.1, 0.4]
    let plain = try process(targets, blocks: [])
    let none = try process(targets, blocks: [nil, nil, nil, nil])
    #expect(plain.prediction(at: [0.45]) == none.prediction(at: [0.45]))
    #expect(plain.logMarginalLikelihood == none.logMarginalLikelihood)
  }

  @Test func conditioningOnMoreIsTheSameAsOnAll() throws {
    let part = try GaussianProcess(
      kernel: kernel, noiseVariance: 0.01, inputs: Matrix([[0.0], [0.3]]), targets: [0.2, 0.5],
      blocks: [0, 0])
    let all = try part.conditioned(onMore: Matrix([[0.6], [0.9]]), targets: [-0.1, 0.4])
    let expected = try process([0.2, 0.5, -0.1, 0.4], blocks: [0, 0, nil, nil])
    #expect(all.blocks == expected.blocks)
    #expect(
      isClose(
        all.prediction(at: [0.45]).mean, expected.prediction(at: [0.45]).mean, relative: 1e-10))
  }
}
