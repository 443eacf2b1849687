import Foundation
import Testing

@testable import Benchmarks

@Suite struct CheckedMethodTests {
  private func line(_ json: String) throws -> CheckedLine {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(CheckedLine.self, from: Data(json.utf8))
  }

  @Test func aStepIsAnsweredByItsWeights() throws {
    var method = try CheckedMethod("nash_mtl", ["tasks": 2, "ridge": 0])
    let answer = try method.answer(line(#"{"losses":[1,1],"gradients":[[1,0],[0,0.01]]}"#))
    let weights = try #require(answer.weights)
    #expect(abs(weights[0] - 1) < 1e-9 && abs(weights[1] - 100) < 1e-6)
  }

  @Test func aHyperStepFollowsGivenResponses() throws {
    var method = try CheckedMethod("auto_lambda", ["tasks": 2])
    let given = try line(#"{"losses":[1,1],"responses":[1,-1]}"#)
    #expect(try method.answer(given).weights == [0.1, 0.1])
    let moved = try #require(try method.answer(given).weights)
    #expect(abs(moved[0] - 0.1001) < 1e-9 && abs(moved[1] - 0.0999) < 1e-9)
  }

  @Test func aPullIsAnsweredByThePosteriors() throws {
    var method = try CheckedMethod("thompson_sampling", ["arms": 2, "decay": 0.5])
    let answer = try method.answer(line(#"{"arm":1,"reward":1}"#))
    #expect(answer.successes == [1, 2] && answer.failures == [1, 1])
    #expect(answer.probabilities?.count == 2)
  }

  @Test func anUnknownMethodOrAnIncompleteLineIsAnError() throws {
    #expect(throws: CheckError.self) { try CheckedMethod("nash", [:]) }
    var method = try CheckedMethod("ucb1", ["arms": 2])
    #expect(throws: CheckError.self) { try method.answer(line(#"{"losses":[1]}"#)) }
  }
}
