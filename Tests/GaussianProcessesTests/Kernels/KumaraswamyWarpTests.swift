import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct KumaraswamyWarpTests {
  private let warp = KumaraswamyWarp(a: [0.3, 1, 4.5], b: [2.2, 1, 0.6])
  private let inputs = Matrix([
    [0.1, 0.2, 0.3], [0.5, 0.5, 0.5], [0.03, 0.9, 0.97], [0.999, 0.001, 0.8],
  ])

  /// `1 - (1 - x**a)**b` of the first row, Python 3.
  @Test func valuesAreThoseOfTheFormula() {
    let row = warp.warped(inputs).row(0)
    #expect(isClose(row, [0.7834976413044109, 0.2, 0.002664298492713213], relative: 1e-13))
  }

  @Test func withoutShapesNothingIsWarped() {
    let plain = KumaraswamyWarp(dimension: 3)
    #expect(isClose(plain.warped(inputs).elements, inputs.elements))
    #expect(isClose(plain.inputSlopes(inputs).elements, Array(repeating: 1, count: 12)))
    #expect(plain.logParameters == Array(repeating: 0, count: 6))
  }

  @Test func slopesAreThoseOfDifferences() {
    let ofInputs = warp.inputSlopes(inputs)
    let ofShapes = warp.parameterSlopes(inputs)
    for row in 0..<inputs.rows {
      for column in 0..<3 {
        #expect(
          isGradient([ofInputs[row, column]], at: [inputs[row, column]], relative: 1e-4) {
            var moved = inputs
            moved[row, column] = $0[0]
            return warp.warped(moved)[row, column]
          })
        let shapes = [log(warp.a[column]), log(warp.b[column])]
        #expect(
          isGradient([ofShapes.a[row, column], ofShapes.b[row, column]], at: shapes) {
            var moved = warp
            moved.a[column] = exp($0[0])
            moved.b[column] = exp($0[1])
            return moved.warped(inputs)[row, column]
          })
      }
    }
  }

  @Test(arguments: [-50.0, -8, -1, 0, 1, 8, 50])
  func theEndsAreFiniteForAllShapes(logA: Double) {
    let places: [Double] = [-1, 0, 1e-12, 1e-3, 0.5, 1 - 1e-12, 1, 2]
    for logB in [-50.0, -3, 0, 3, 50] {
      let warp = KumaraswamyWarp(a: [exp(logA)], b: [exp(logB)])
      let inputs = Matrix(places.map { [$0] })
      let values = warp.warped(inputs).elements
      let slopes = warp.parameterSlopes(inputs)
      #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(warp.inputSlopes(inputs).elements.allSatisfy { $0.isFinite && $0 >= 0 })
      #expect((slopes.a.elements + slopes.b.elements).allSatisfy { $0.isFinite })
    }
  }
}
