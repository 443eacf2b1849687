import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

@Suite struct PCGradTests {
  @Test func theWeightsMakeTheSumOfTheProjectedVectors() throws {
    let stream = RandomStreams(seed: 1).stream("vectors")
    for index in 0..<50 {
      let vectors = (0..<4).map { _ in (0..<3).map { _ in stream.normal() } }
      // Algorithm 1 as it stands, on the vectors themselves.
      let order = RandomStreams(seed: 2).stream("order", index)
      var sum = [0.0, 0, 0]
      for task in 0..<4 {
        var projected = vectors[task]
        for other in order.permutation(4) where other != task {
          let product = dot(projected, vectors[other])
          guard product < 0 else { continue }
          let factor = product / dot(vectors[other], vectors[other])
          projected = zip(projected, vectors[other]).map { $0 - factor * $1 }
        }
        sum = zip(sum, projected).map { $0 + $1 }
      }
      let weights = PCGrad(tasks: 4).weights(
        for: TaskGradients(losses: [1, 1, 1, 1], gradients: Matrix(vectors)),
        using: RandomStreams(seed: 2).stream("order", index))
      #expect(
        isClose(Matrix(vectors).transposedTimes(weights), sum, relative: 1e-9, absolute: 1e-9))
    }
  }

  @Test func tasksInAnotherOrderHaveTheSameMeanWeights() {
    let steps = RandomSteps(tasks: 4, count: 1, seed: 3, parameters: 2)
    let order = [0, 3, 1, 2]
    func means(_ step: TaskGradients) -> [Double] {
      let draws = 20_000
      var sums = [0.0, 0, 0, 0]
      let stream = RandomStreams(seed: 4).stream("order")
      for _ in 0..<draws {
        let weights = PCGrad(tasks: 4).weights(for: step, using: stream)
        sums = zip(sums, weights).map { $0 + $1 / Double(draws) }
      }
      return sums
    }
    let plain = means(steps.steps[0])
    #expect(
      isClose(order.map { plain[$0] }, means(steps.ordered(order).steps[0]), absolute: 0.02))
  }

  @Test func gradientsThatAgreeAreLeftAlone() {
    let step = TaskGradients(losses: [1, 1], gradients: Matrix([[1, 0], [1, 1]]))
    #expect(PCGrad(tasks: 2).weights(for: step, using: unread) == [1, 1])
  }
}
