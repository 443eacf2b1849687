import Foundation
import ReferenceExperiments
import TestSupport
import Testing

@Suite struct WeightingExperimentTests {
  /// The table of a file of `experiments/methods`, with some words of it replaced.
  private func table(_ name: String, _ part: String, _ replacement: String) throws -> ResultTable {
    let file =
      repositoryRoot
      .appending(path: "experiments/methods/\(name)")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains(part))
    let changed = text.replacing(part, with: replacement)
    return try MethodFile.experiment(changed, name: name).run()
  }

  @Test func weightingsIgnoreTheHarmfulTask() throws {
    let seeds = 4.0
    let table = try table("two-parameter-regression.yml", "seeds: 10", "seeds: 4")
    func value(_ row: String, _ column: String) throws -> Double {
      try #require(table[row, column])
    }
    // AuxiNash: the power of the harmful task goes to its floor, in each of these seeds.
    #expect(try value("auxinash", "harmful") < 1e-3)
    #expect(try value("auxinash", "helpful") > 100 * value("auxinash", "harmful"))
    #expect(try value("auxinash", "closer") == seeds)
    #expect(try value("auxinash", "greatest") < value("equal", "least") / 2)
    // AuxiLearn, Auto-Lambda and ARML: it weighs a small part of what the helpful one does.
    #expect(try value("auxilearn", "harmful") < value("auxilearn", "helpful") / 3)
    #expect(try value("auxilearn", "greatest") < value("equal", "least") / 2)
    // In the non-linear form the helpful task may lose its weight as well.
    #expect(try value("auxilearn_nonlinear", "harmful") < 0.5)
    #expect(try value("auxilearn_nonlinear", "greatest") < value("equal", "least") / 2)
    #expect(try value("auto_lambda", "harmful") < value("auto_lambda", "helpful") / 5)
    #expect(try value("auto_lambda", "greatest") < value("equal", "least") / 2)
    #expect(try value("arml", "harmful") < value("arml", "helpful") / 10)
    #expect(try value("arml", "closer") == seeds)
    // Equal weights do not come near: the experiment can tell.
    #expect(try value("equal", "closer") == 0 && value("equal", "least") > 1)
  }

  @Test(arguments: ["accuracy", "wasserstein"])
  func relationsFindTheClusters(distance: String) throws {
    let table = try table("task-clusters.yml", "distance: accuracy", "distance: \(distance)")
    func value(_ row: String, _ column: String) throws -> Double {
      try #require(table[row, column])
    }
    #expect(try value("related", "blocks") == 10)
    #expect(try value("related", "within") > 0.2 && value("related", "across") < 0.05)
    #expect(try value("related", "accuracy") > value("single", "accuracy"))
    #expect(try value("single", "accuracy") > value("pooled", "accuracy") + 0.1)
  }

  @Test func relationsFindTheClustersOnAdversarialFeatures() throws {
    let table = try table("adversarial-clusters.yml", "seeds: 10", "seeds: 10")
    func value(_ row: String, _ column: String) throws -> Double {
      try #require(table[row, column])
    }
    for form in ["h_divergence", "wasserstein"] {
      #expect(try value(form, "blocks") == 10)
      #expect(try value(form, "within") > value(form, "across") + 0.1)
      #expect(try value(form, "accuracy") > 0.9)
    }
  }

  @Test(arguments: [
    ("two-parameter-regression.yml", "epochs: 1000", "epochs: 0", "'epochs': a positive number"),
    ("two-parameter-regression.yml", "arml]", "amrl]", "'methods.Index 5': "),
    ("task-clusters.yml", "examples: 60", "examples: -1", "'examples': a positive number"),
    ("task-clusters.yml", "distance: accuracy", "distance: far", "'distance': "),
    ("adversarial-clusters.yml", "steps: 40", "steps: 0", "'steps': a positive number"),
    (
      "adversarial-clusters.yml", "strength: 1", "strength: -1",
      "'strength': a number of at least 0"
    ),
  ])
  func wrongValuesAreRefused(name: String, part: String, replacement: String, reason: String) {
    let error = #expect(throws: MethodFileError.self) { try table(name, part, replacement) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }
}
