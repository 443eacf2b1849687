import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

/// A kernel and the name that a failure shows it by.
struct NamedKernel: CustomTestStringConvertible, Sendable {
  let name: String
  let kernel: any Kernel

  var testDescription: String { "\(name), \(kernel.dimension) coordinates" }

  static let all = [[0.4], [0.3, 0.8], [0.2, 1.5, 0.7, 3]].flatMap(kernels)

  static let stationary = all.filter { $0.kernel is any RadialKernel }

  private static func kernels(_ scales: [Double]) -> [NamedKernel] {
    [
      NamedKernel(
        name: "Matérn-5/2", kernel: MaternFiveHalves(lengthScales: scales, variance: 1.7)),
      NamedKernel(
        name: "Matérn-3/2", kernel: MaternThreeHalves(lengthScales: scales, variance: 1.1)),
      NamedKernel(
        name: "squared exponential", kernel: SquaredExponential(lengthScales: scales, variance: 0.6)
      ),
      NamedKernel(
        name: "learning curves",
        kernel: LearningCurveKernel(
          limit: MaternFiveHalves(lengthScales: scales, variance: 1.4),
          shortfall: SquaredExponential(lengthScales: scales.map { 2 * $0 }, variance: 0.3),
          commonVariance: 0.8, exponent: 0.4,
          deviation: MaternThreeHalves(lengthScales: [0.6], variance: 0.2))),
    ]
  }
}

/// The laws of every kernel; new kernels are added to `NamedKernel.all`.
@Suite struct KernelTests {
  private func rows(_ count: Int, _ kernel: any Kernel, seed: UInt64 = 1) -> Matrix {
    let stream = RandomStream(seed: seed)
    return Matrix((0..<count).map { _ in (0..<kernel.dimension).map { _ in stream.uniform() } })
  }

  @Test(arguments: NamedKernel.all)
  func covariancesAreSymmetricAndTheirDiagonalIsTheVariances(named: NamedKernel) {
    let inputs = rows(20, named.kernel)
    let matrix = named.kernel.matrix(inputs)
    let variances = named.kernel.variances(inputs)
    for row in 0..<20 {
      #expect(isClose(matrix[row, row], variances[row]))
      for column in 0..<20 {
        #expect(matrix[row, column] == matrix[column, row])
        let bound = (variances[row] * variances[column]).squareRoot()
        #expect(matrix[row, column] > 0 && matrix[row, column] <= bound * (1 + 1e-15))
      }
    }
    #expect(
      isClose(matrix.elements, named.kernel.matrix(inputs, inputs).elements, relative: 1e-13))
  }

  @Test(arguments: NamedKernel.all)
  func theGradientOfTheVarianceIsThatOfDifferences(named: NamedKernel) {
    let point = rows(1, named.kernel, seed: 8).row(0)
    #expect(
      isGradient(named.kernel.varianceGradient(at: point), at: point) {
        named.kernel.variances(Matrix([$0]))[0]
      })
  }

  /// A form vᵀ K v is the variance of a combination of values, so that it is not negative.
  @Test(arguments: NamedKernel.all)
  func covariancesArePositiveSemidefinite(named: NamedKernel) throws {
    let inputs = rows(25, named.kernel, seed: 2)
    var matrix = named.kernel.matrix(inputs)
    for index in 0..<25 { matrix[index, index] += 1e-10 * named.kernel.variances(inputs)[index] }
    _ = try Cholesky(of: matrix)
  }

  @Test(arguments: NamedKernel.stationary)
  func covariancesDependOnDifferencesAlone(named: NamedKernel) {
    let inputs = rows(8, named.kernel)
    var moved = inputs
    for index in moved.elements.indices { moved.elements[index] += 5 }
    #expect(
      isClose(
        named.kernel.matrix(inputs).elements, named.kernel.matrix(moved).elements, relative: 1e-12))
  }

  @Test(arguments: NamedKernel.all)
  func parametersGoOutAndComeBack(named: NamedKernel) {
    var kernel = named.kernel
    let parameters = kernel.logParameters.map { $0 + 0.3 }
    kernel.logParameters = parameters
    #expect(isClose(kernel.logParameters, parameters))
  }

  @Test(arguments: NamedKernel.all)
  func theGradientForTheParametersIsThatOfDifferences(named: NamedKernel) {
    let inputs = rows(12, named.kernel, seed: 3)
    let stream = RandomStream(seed: 4)
    var weights = Matrix(rows: 12, columns: 12)
    for row in 0..<12 {
      for column in 0...row {
        weights[row, column] = stream.normal()
        weights[column, row] = weights[row, column]
      }
    }
    let gradient = named.kernel.parameterGradient(weights: weights, inputs: inputs)
    #expect(
      isGradient(gradient, at: named.kernel.logParameters) { parameters in
        var kernel = named.kernel
        kernel.logParameters = parameters
        return dot(kernel.matrix(inputs).elements, weights.elements)
      })
  }

  @Test(arguments: NamedKernel.all)
  func theGradientForTheInputIsThatOfDifferences(named: NamedKernel) {
    let inputs = rows(12, named.kernel, seed: 5)
    let stream = RandomStream(seed: 6)
    let weights = (0..<12).map { _ in stream.normal() }
    let point = (0..<named.kernel.dimension).map { _ in stream.uniform() }
    func value(_ point: [Double]) -> Double {
      dot(named.kernel.matrix(inputs, Matrix([point])).elements, weights)
    }
    let gradient = named.kernel.inputGradient(at: point, inputs: inputs, weights: weights)
    #expect(isGradient(gradient, at: point, of: value))
    // At an observed input the distance has a kink, the kernel must have none.
    let observed = inputs.row(3)
    let there = named.kernel.inputGradient(at: observed, inputs: inputs, weights: weights)
    #expect(isGradient(there, at: observed, of: value))
  }

  /// `(ConstantKernel(1.7) * Matern([.3, .8], nu=2.5))([[.1, .2]], T)` and the same with `nu=1.5` and
  /// with `RBF`, T = [[.5, .5], [0, 1], [.33, .41]], scikit-learn 1.9.1.
  @Test func covariancesAreScikitLearns() {
    let inputs = Matrix([[0.1, 0.2]])
    let others = Matrix([[0.5, 0.5], [0, 1], [0.33, 0.41]])
    #expect(
      isClose(
        MaternFiveHalves(lengthScales: [0.3, 0.8], variance: 1.7).matrix(inputs, others).elements,
        [0.5602581657876445, 0.8385923590680348, 1.0846394609561687]))
    #expect(
      isClose(
        MaternThreeHalves(lengthScales: [0.3, 0.8], variance: 1.7).matrix(inputs, others).elements,
        [0.5247194411862993, 0.7738767371222854, 1.0040123959759992]))
    #expect(
      isClose(
        SquaredExponential(lengthScales: [0.3, 0.8], variance: 1.7).matrix(inputs, others).elements,
        [0.6514379440563519, 0.9753808152536356, 1.2241983690464957]))
  }
}
