import Foundation
import Tensors
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct DeviceComparisonTests {
  private let small = TensorOperations(tokens: 64, hidden: 12).comparisons

  @Test func everyFunctionOfTheEngineIsCompared() throws {
    let header = try String(
      contentsOf: repositoryRoot.appending(path: "Sources/CTorch/include/CTorchFunctions.h"),
      encoding: .utf8)
    let operations = try #require(header.components(separatedBy: "---- Operations").last)
    let names = operations.matches(of: /CTORCH\([^,]+, (\w+),/).map { String($0.1) }
    #expect(names.count > 30)
    #expect(Set(small.map(\.name)) == Set(names + ["reverse_gradient"]))
  }

  @Test func theCPUWithoutKernelsAgreesWithTheCPU() async {
    let steps = DeviceComparison.trainings(
      encoder: RandomEncoder(layers: 2, hidden: 24, heads: 2))
    for comparison in small + steps {
      let row = await comparison.row(of: .compositions, repetitions: 1)
      #expect(row.passes, "\(row.text)")
    }
  }

  @Test func aDifferenceFails() async {
    let comparisons = [0.001, 0.1].map { difference in
      DeviceComparison(name: "\(difference)", tolerance: 0.01) { path, _ in
        let number = Float(path == .kernels ? 2 : 2 + 2 * difference)
        return DeviceMeasurement(numbers: [[0, -number], [0]], seconds: 1)
      }
    }
    #expect(await comparisons[0].row(of: .compositions, repetitions: 1).passes)
    #expect(await !comparisons[1].row(of: .compositions, repetitions: 1).passes)
    #expect(await compare(Array(comparisons.prefix(1)), on: .compositions, repetitions: 1))
    #expect(await !compare(comparisons, on: .compositions, repetitions: 1))
  }

  @Test(arguments: [[[Float.nan]], [[1, 1]], []])
  func whatIsNoNumberAndWhatIsMissingDiffer(numbers: [[Float]]) {
    let one = DeviceMeasurement(numbers: [[1]], seconds: 1)
    let other = DeviceMeasurement(numbers: numbers, seconds: 1)
    #expect(other.difference(from: one) == .infinity)
    #expect(one.difference(from: other) == .infinity)
  }

  @Test func anOperationThatFailsIsARowAndNotTheEnd() async {
    struct Missing: Error, CustomStringConvertible { let description = "no such function" }
    let comparison = DeviceComparison(name: "tanh", tolerance: 1) { _, _ in throw Missing() }
    let row = await comparison.row(of: .compositions, repetitions: 1)
    #expect(!row.passes && row.text.contains("no such function"))
  }

  @Test(.disabled(if: Device.gpu.isAvailable, "there is a GPU"))
  func aGPUThatIsNotThereIsOneSentence() async {
    let error = await #expect(throws: NoGPU.self) { try await compareDevices(.gpu) }
    #expect(error?.description.contains("sees no GPU") == true)
  }
}
