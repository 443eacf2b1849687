import Foundation
import GSLNumerics
import TestSupport
import Testing

/// The whole search on tasks of one's own.
@Suite(.serialized) struct OwnTaskRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let words = ["awful", "poor", "fine", "great"]
    let reviews = (0..<120).map { number in
      "\"a \(words[number % 4]), long film no. \(number)\",\(number % 4 < 2 ? "bad" : "good")\r\n"
    }
    try folder.write("body,stars\r\n" + reviews.joined(), to: "reviews.csv")
    let grades = (0..<120).map { number in
      "{\"text\": \"a \(words[number % 4]) meal\", \"grade\": \(number % 4)}\n"
    }
    try folder.write(grades.joined(), to: "grades.jsonl")
    let lengths = (0..<120).map { "\($0 % 7),\(40 - $0 % 5),\(3 * ($0 % 7) - $0 % 5)\n" }
    try folder.write("width,height,length\n" + lengths.joined(), to: "lengths.csv")
    try folder.write(
      """
      primary: reviews
      tasks:
        reviews: {train: reviews.csv, text: body, label: stars}
        grades: {train: grades.jsonl, text: text, target: grade, limit: 60}
        lengths: {train: lengths.csv, features: [width, height], target: length, metric: r2}
      selection: {rounds: 6, batches_per_pull: 2, threshold: 0}
      mixing: {trials: 4, steps: 8}
      confirmation: {seeds: 2}
      trainer: {embedding_buckets: 512, embedding_dimension: 16, hidden_dimension: 16}

      """, to: "own.yml")
  }

  @Test func aRunOnOwnFilesEndsWithAVerdict() throws {
    let run = folder.path("run")
    let result = try Tool.run("run", folder.path("own.yml"), "--output", run)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains("test: set aside from the training files of reviews, grades, lengths"))
    #expect(result.output.contains("data: the experiment's own files"))
    #expect(!result.output.contains("SYNTHETIC"))
    #expect(result.output.contains("Verdict:"))

    let others = (0..<40).map { "a\($0),\($0 % 2 == 0 ? "bad" : "good")\n" }
    try folder.write("body,stars\n" + others.joined(), to: "reviews.csv")
    let changed = try Tool.run("resume", run)
    #expect(changed.status == 2)
    #expect(changed.errors.contains("has changed since it began"))
  }

  @Test(.enabled(if: BLASKernels.loaded != nil, "OpenBLAS has one kind of kernels here"))
  func aRunKeepsItsKernels() throws {
    let run = folder.path("pinned")
    let other = BLASKernels.loaded == .prescott ? BLASKernels.nehalem : .prescott
    let pinned = try Tool.run(
      "run", folder.path("own.yml"), "--output", run, "--quiet", "--set",
      "kernels=\(other.rawValue)")
    #expect(pinned.status == 0, "\(pinned.errors)")
    let result = try String(contentsOfFile: run + "/result.json", encoding: .utf8)
    #expect(result.contains("OpenBLAS for \(other.rawValue)"))
    let resumed = try Tool.run("resume", run)
    #expect(resumed.status == 0 && resumed.output == pinned.output, "\(resumed.errors)")
  }

  @Test func derivedAlignmentsAreEncodedOnce() throws {
    let rows = (0..<40).map { "a tale no. \($0),a story no. \($0 % 3),\($0 % 2)\n" }
    try folder.write("a,b,same\n" + rows.joined(), to: "pairs.csv")
    let encoder = repositoryRoot.appending(
      path: "Tests/TorchTrainerTests/Encoders/Pretrained/Layouts/distilbert"
    ).path(percentEncoded: false)
    try folder.write(
      """
      primary: pairs
      tasks: {pairs: {train: pairs.csv, text: [a, b], label: same}}
      derive: [alignment]
      trainer: {model: "\(encoder)"}
      """, to: "pairs.yml")
    let results = try (0..<2).map { _ in
      try Tool(
        ["tasks", folder.path("pairs.yml")], environment: ["XDG_CACHE_HOME": folder.path("cache")]
      ).result()
    }
    #expect(results.allSatisfy { $0.status == 0 }, "\(results[0].errors)")
    let sizes = results[0].output.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0.first?.hasPrefix("pairs") ?? false }
    #expect(sizes.map { $0[0] } == ["pairs", "pairs-alignment"])
    #expect(sizes[0][1...4] == sizes[1][1...4])
    #expect(results[0].errors.contains("derived tasks: 43/43 sentences encoded"))
    #expect(results[1].errors.isEmpty && results[1].output == results[0].output)
  }

  @Test func ownTasksAreListedWithTheirSizes() throws {
    let result = try Tool.run("tasks", folder.path("own.yml"))
    #expect(result.status == 0, "\(result.errors)")
    let cells = result.output.split(separator: "\n")
      .map { $0.split(separator: " ").map(String.init) }
    #expect(
      cells.contains(["reviews", "54", "26", "40", "sentences", "accuracy", "bad", "|", "good"]))
    // Its rows have four different texts, and equal texts are in one split.
    #expect(cells.contains { $0.prefix(4) == ["grades", "30", "30", "30"] })
    #expect(cells.contains { $0.prefix(4) == ["lengths", "54", "26", "40"] })
    #expect(result.output.contains("leaks: 54 training rows of reviews nearly equal"))
    #expect(result.output.contains("drawn with seed 1"))
  }

  @Test func whatIsWrongWithFilesIsSaidBeforeARunBegins() throws {
    try folder.write("body,star\r\n\"a\",bad\r\n", to: "reviews.csv")
    try folder.write("{\"text\": \"a\", \"grade\": null}\n", to: "grades.jsonl")
    let result = try Tool.run("validate", folder.path("own.yml"))
    #expect(result.status == 2)
    #expect(result.errors.contains("own.yml:3:20: "))
    #expect(result.errors.contains("reviews.csv:1:1: found the columns 'body', 'star'"))
    #expect(result.errors.contains("did you mean 'star'?"))
    #expect(result.errors.contains("own.yml:4:19: "))
    #expect(result.errors.contains("grades.jsonl:1:24: found null"))
  }

  private static let leaks = sharedCase("leak")

  /// Two tasks on one file, the second the first renamed: nothing can be learnt from either.
  @Test(.enabled(if: leaks != nil, "shared/cases/leak is absent"))
  func rowsOfThePrimaryAreHeldOutOfAnotherTaskOnItsFile() throws {
    let experiment = try #require(Self.leaks).appending(path: "experiment.yml")
      .path(percentEncoded: false)
    let result = try Tool.run("tasks", experiment)
    #expect(result.status == 0, "\(result.errors)")
    let sizes = result.output.split(separator: "\n").map { $0.split(separator: " ").prefix(4) }
    #expect(sizes.contains(["one", "200", "100", "100"]), "\(result.output)")
    #expect(sizes.contains(["two", "200", "100", "100"]))
    #expect(!result.output.contains("leaks:"))
    let run = try Tool.run("run", experiment, "--quiet", "--output", folder.path("leak"))
    #expect(run.output.contains("kept: none"), "\(run.output)")
  }

  private static let copies = sharedCase("leak-case")

  @Test(.enabled(if: copies != nil, "shared/cases/leak-case is absent"))
  func rowsOfTheTestSplitInCapitalsAreDropped() throws {
    let experiment = try #require(Self.copies).appending(path: "experiment.yml")
      .path(percentEncoded: false)
    let refused = try Tool.run("validate", experiment)
    #expect(refused.status == 2)
    #expect(
      refused.errors.contains(
        "300 rows of q are in the validation or test split of p: 135 for training, dropped"),
      "\(refused.errors)")
    let kept = try Tool.run("validate", experiment, "--set", "leaks=keep")
    #expect(kept.status == 0 && kept.output.contains("300 rows of q are in the"), "\(kept)")
  }
}
