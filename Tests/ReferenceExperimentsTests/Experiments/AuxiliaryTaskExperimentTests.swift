import Foundation
import ReferenceExperiments
import TestSupport
import Testing

@Suite struct AuxiliaryTaskExperimentTests {
  /// The table of a file of `experiments/methods`, with some words of it replaced.
  private func table(_ name: String, _ changes: [(String, String)]) throws -> ResultTable {
    let file =
      repositoryRoot
      .appending(path: "experiments/methods/\(name)")
    var text = try String(contentsOf: file, encoding: .utf8)
    for (part, replacement) in changes {
      #expect(text.contains(part))
      text = text.replacing(part, with: replacement)
    }
    return try MethodFile.experiment(text, name: name).run()
  }

  /// With a seed that nothing was chosen by.
  @Test func testedTasksAreMoreUsefulThanRandomOnes() throws {
    let table = try table(
      "generate-and-test.yml",
      [("seed: 1", "seed: 20"), ("seeds: 30", "seeds: 4"), ("steps: 40000", "steps: 20000")])
    func value(_ row: String, _ column: String) throws -> Double {
      try #require(table[row, column])
    }
    let (tested, given) = ("generated and tested", "the useful ones")
    #expect(try value(tested, "found") > value("random", "found"))
    #expect(try value(tested, "late error") < value("none", "late error"))
    #expect(try value(given, "late error") < value(tested, "late error") / 2)
    #expect(try value(given, "worse than tested") == 0 && value(given, "found") == 4)
  }

  /// With a seed that nothing was chosen by.
  @Test func fillingInHelpsMostWhereLabelsAreFew() throws {
    let table = try table(
      "composite-learning.yml",
      [
        ("seed: 1", "seed: 20"), ("seeds: 30", "seeds: 10"),
        ("labels: [20, 50, 200]", "labels: [20, 200]"),
      ])
    func gain(_ labels: Int, _ weight: String) throws -> Double {
      try #require(table["\(labels) labels, λ \(weight)", "gain"])
    }
    for weight in ["0.3", "1.0"] {
      #expect(try gain(20, weight) > 0.01)
      #expect(try gain(20, weight) > gain(200, weight))
    }
  }

  /// With a seed that nothing was chosen by.
  @Test func generatedLabelsHelpAndRandomOnesDoNot() throws {
    let table = try table(
      "generated-labels.yml", [("seed: 1", "seed: 20"), ("seeds: 30", "seeds: 20")])
    func value(_ row: String, _ column: String) throws -> Double {
      try #require(table[row, column])
    }
    for other in ["none", "random"] {
      #expect(try value(other, "generated more") > 0.01)
      #expect(try value(other, "generated more") > value(other, "±"))
      #expect(try value(other, "better") >= 14)
    }
    // The experiment can tell, and what is generated is not the truth.
    #expect(try value("the clusters", "accuracy") > value("random", "accuracy") + 0.03)
    #expect(try value("none, held-out examples trained on", "generated more") < 0)
  }

  /// Until the end of the first period a generator is one that learns nothing.
  @Test func theFirstHyperStepEndsAPeriod() throws {
    func moreThanRandom(steps: Int) throws -> Double {
      let table = try table(
        "generated-labels.yml", [("seeds: 30", "seeds: 4"), ("steps: 300", "steps: \(steps)")])
      return try #require(table["random", "generated more"])
    }
    #expect(try moreThanRandom(steps: 5) == 0)
    #expect(try moreThanRandom(steps: 40) != 0)
  }

  @Test(arguments: [
    ("generated-labels.yml", "held_out: 40", "held_out: 0", "'held_out': a whole number"),
    ("generated-labels.yml", "noise: 0.5", "noise: -1", "'noise': a number of at least 0"),
    ("generate-and-test.yml", "auxiliaries: 5", "auxiliaries: 3", "'auxiliaries': a whole number"),
    ("generate-and-test.yml", "noise: 2", "noise: -2", "'noise': a number of at least 0"),
    ("generate-and-test.yml", "learning_rate: 0.0025", "learning_rate: 0", "'learning_rate': "),
    ("composite-learning.yml", "[20, 50, 200]", "[20, 0]", "'labels': a positive number"),
    ("composite-learning.yml", "masked_share: 0.3", "masked_share: 2", "'masked_share': a number"),
  ])
  func wrongValuesAreRefused(name: String, part: String, replacement: String, reason: String) {
    let error = #expect(throws: MethodFileError.self) { try table(name, [(part, replacement)]) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }
}
