import AutoSeM
import Foundation
import TestSupport
import Testing

@testable import Execution

@Suite struct WorkerTests {
  private let worker = Worker(ToyTrainerFactory(transfers: [0.3, 0.9], noise: 0.01))

  private static func line(
    _ weights: String, batches: Int = 100, from: Int = 0, to: Int = 100
  ) -> Data {
    Data(
      """
      {"name":"trial 3","mixture":{"weights":\(weights)},"schedule":"interleaved","batches":\(batches),"from":\(from),\
      "to":\(to),"seed":1,"split":"validation","keepsLosses":false}
      """.utf8)
  }

  @Test func aJobOfItsTasksIsTaken() throws {
    #expect(try worker.job(from: Self.line("[0.25,0.75]")).mixture.weights == [0.25, 0.75])
  }

  @Test(arguments: [
    line("[1]"), line("[]"), line("[0.5,0.6]"), line("[2,-1]"), line("[\"nan\",1]"),
    line("[1,\"inf\"]"), line("[0,1],\"ratio\":[1]"), line("[0,1],\"ratio\":[0,0]"),
    line("[0,1]", from: -1), line("[0,1]", from: 50, to: 49), line("[0,1]", to: 101),
    line("[0,1]", batches: .max), Data("{}".utf8), Data(),
  ])
  func whatIsNoJobOfItsTasksIsRefused(line: Data) throws {
    #expect(throws: (any Error).self) { try worker.job(from: line) }
  }

  @Test(arguments: [
    #"{"metric":0.5,"loss":"nan","examples":2}"#, #"{"metric":"inf","loss":1,"examples":2}"#,
    #"{"metric":0.5,"loss":1,"examples":-2}"#,
    #"{"metric":0.5,"loss":1,"examples":2,"scores":[0]}"#,
    #"{"metric":0.5,"loss":1,"examples":2,"losses":[0,1,1]}"#,
    #"{"metric":0.5,"loss":1,"examples":2,"parts":[]}"#,
  ])
  func aReplyWhoseNumbersContradictEachOtherIsRefused(evaluation: String) {
    let line = #"{"result":{"_0":{"evaluation":\#(evaluation),"seconds":0.1}}}"#
    #expect(throws: MachineFailure("its worker's reply cannot be read")) {
      try WorkerReply(line: Data(line.utf8))
    }
  }
}
