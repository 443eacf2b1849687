import Foundation
import TestSupport
import Testing

/// What `--json` prints, by the schemas of `docs/json.md`.
@Suite(.serialized) struct JSONOutputTests {
  private let folder: TemporaryFolder
  private let schemas: JSONSchema

  init() throws {
    folder = try TemporaryFolder()
    let page = try String(
      contentsOf: repositoryRoot.appending(path: "docs/json.md"), encoding: .utf8)
    let blocks = page.components(separatedBy: "```json\n").dropFirst().map {
      Data($0.components(separatedBy: "```")[0].utf8)
    }
    let values = try blocks.map { try JSONDecoder().decode(JSONValue.self, from: $0) }
    schemas = JSONSchema(
      named: Dictionary(uniqueKeysWithValues: values.map { ($0["$id"]?.string ?? "", $0) }))
    let words = ["awful", "poor", "fine", "great"]
    let reviews = (0..<130).map {
      "a \(words[$0 % 4]) film no. \($0),\($0 % 4 < 2 ? "bad" : "good")\n"
    }
    try folder.write("body,stars\n" + reviews.joined(), to: "reviews.csv")
    let grades = (0..<100).map { "{\"text\": \"a \(words[$0 % 4]) meal\", \"grade\": \($0 % 4)}\n" }
    try folder.write(grades.joined(), to: "grades.jsonl")
    try folder.write(
      """
      primary: reviews
      tasks:
        reviews: {train: reviews.csv, text: body, label: stars}
        grades: {train: grades.jsonl, text: text, target: grade}
      selection: {rounds: 6, batches_per_pull: 2, threshold: 0}
      mixing: {trials: 8, steps: 4}
      confirmation: {seeds: 2}
      trainer: {embedding_buckets: 512, embedding_dimension: 16, hidden_dimension: 16}

      """, to: "own.yml")
    let runs = (0..<12).map { run in
      let share = Double(run + 1) / 16
      return "\(share),\(1 - share),\((share - 0.4) * (share - 0.4)),\(2 + share)\n"
    }
    try folder.write("a,b,val_loss,other_loss\n" + runs.joined(), to: "runs.csv")
  }

  /// Runs a command in the folder, and checks what it prints by a schema.
  @discardableResult
  private func check(_ name: String, _ arguments: String...) throws -> JSONValue {
    let result = try Tool(arguments + ["--json"], in: folder.url).result()
    #expect(result.status == 0, "\(arguments): \(result.errors)")
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(result.output.utf8))
    let problems = schemas.problems(of: value, by: try #require(schemas.named[name]))
    #expect(problems.isEmpty, "\(arguments): \(problems)")
    return value
  }

  @Test func everyOutputIsAsItsSchemaSays() throws {
    #expect(schemas.named.count == 13)
    try check("plan", "validate", "own.yml")
    #expect(try check("plan", "run", "own.yml", "--dry-run")["seconds"] != nil)
    let search = try check("search", "run", "own.yml", "--output", "run", "--save-model", "--quiet")
    for command in ["resume", "watch", "report"] {
      #expect(try check("search", command, "run") == search)
    }
    try check("runs", "report", "run", "run")
    try check("trials", "trials", "run", "--best", "2")
    try check("mixture", "export", "run")
    try check("mixture", "export", "run", "--format", "json")
    try check("exported", "export", "run", "--format", "optuna")
    try check("exported", "export", "run", "--format", "tensorboard")
    try check("predictions", "predict", "run", "reviews.csv")
    try check("recovered", "recover", "run")
    try check("tasks", "tasks", "own.yml")
    try check("files", "tasks", "reviews.csv", "grades.jsonl")
    try check("draft", "init", "reviews.csv", "grades.jsonl")
    try check("fit", "fit", "runs.csv", "--objective", "val_loss", "--propose", "2")
    try check("fit", "fit", "runs.csv", "--objective", "val_loss,other_loss")
    let policies = ["--policies", "uniform,primary_only", "--seeds", "2", "--batches", "16"]
    let compared = try check(
      "comparison", "compare", "own.yml", "--output", "compared", "--quiet", policies[0],
      policies[1], policies[2], policies[3], policies[4], policies[5])
    #expect(try check("comparison", "report", "compared") == compared)
  }

  @Test func severalTargetsAreInTheSchema() throws {
    try check(
      "search", "run", "own.yml", "--output", "run", "--quiet", "--primary", "reviews,grades",
      "--set", "auxiliary=[]")
  }

  @Test func everyCommandThatPrintsAResultTakesTheOption() throws {
    let help = try JSONDecoder().decode(
      JSONValue.self, from: Data(Tool.run("--experimental-dump-help").output.utf8))
    let commands = help["command"]?["subcommands"]?.items ?? []
    let without = commands.filter { command in
      !(command["arguments"]?.items ?? []).contains { argument in
        (argument["names"]?.items ?? []).contains { $0["name"] == .text("json") }
      }
    }
    #expect(
      Set(without.compactMap { $0["commandName"]?.string })
        == ["serve", "optimize", "worker", "help"])
  }

  @Test func theCheckFindsWhatIsWrong() throws {
    let schema = try #require(schemas.named["exported"])
    func problems(_ text: String) throws -> [String] {
      schemas.problems(
        of: try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)), by: schema)
    }
    #expect(try problems(#"{"format": 1, "path": "a"}"#).isEmpty)
    for wrong in [
      #"{"format": 2, "path": "a"}"#, #"{"format": 1}"#, #"{"format": 1, "path": 3}"#,
      #"{"format": 1, "path": "a", "more": 1}"#, "[]",
    ] {
      #expect(try !problems(wrong).isEmpty, "\(wrong)")
    }
  }
}
