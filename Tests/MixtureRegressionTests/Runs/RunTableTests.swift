import MixtureRegression
import Multitask
import RunJournal
import TestSupport
import Testing

@Suite struct RunTableTests {
  private let folder: TemporaryFolder

  private static let rows = """
    run,web,code,books,steps,val_loss,acc
    a,0.5,0.25,0.25,100,2.5,0.30
    b,0.2,0.3,0.5,100,2.25,0.35
    c,0.334,0.333,0.332,100,2.125,0.40
    d,1,,0,100,3,0.1
    e,0,0.5,0.5,200,2,0.5
    f,0.1,0.1,0.8,100,,
    g,0.1,0.8,0.1,100,nan,nan

    """

  init() throws {
    folder = try TemporaryFolder()
  }

  private func table(
    _ text: String = rows, _ columns: RunColumns = RunColumns(objective: ["val_loss"])
  ) throws -> RunTable {
    try RunTable(contentsOf: [try folder.write(text, to: "runs.csv")], columns: columns)
  }

  @Test func aRowIsARun() throws {
    let table = try table()
    #expect(table.domains == ["web", "code", "books"])
    #expect(table.direction == .minimize)
    #expect(table.runs.map(\.name) == ["a", "b", "c", "d", "e", "f", "g"])
    #expect(table.runs[0].mixture == [0.5, 0.25, 0.25])
    #expect(table.runs[3].mixture == [1, 0, 0])
    #expect(
      table.runs.map(\.result) == [
        .measured(2.5), .measured(2.25), .measured(2.125), .measured(3), .measured(2), .pending,
        .failed,
      ])
    #expect(
      table.notes == [
        "the shares of 1 of 7 rows sum to nearly one, such as 0.999, and were divided by their sum",
        "1 run has no 'val_loss' so far and counts as pending: what is proposed takes it into account",
        "1 run has a 'val_loss' that is not finite and counts as failed",
      ])
    #expect(table.scales.isEmpty)
  }

  @Test func aRowMayBeTheMeanOfSeveralRuns() throws {
    let columns = RunColumns(objective: ["val_loss"], repeats: "steps")
    #expect(try table().runs.allSatisfy { $0.repeats == 1 })
    #expect(
      try table(Self.rows, columns).runs.map(\.repeats) == [100, 100, 100, 100, 200, 100, 100])
    let blank = Self.rows.replacing("0.5,0.25,0.25,100", with: "0.5,0.25,0.25,")
    #expect(try table(blank, columns).runs[0].repeats == 1)
    let wrong = Self.rows.replacing("0.5,0.25,0.25,100", with: "0.5,0.25,0.25,0")
    #expect {
      try table(wrong, columns)
    } throws: {
      "\($0)".contains("runs.csv:2: found '0' in the column 'steps', the number of runs")
    }
  }

  @Test func whatDiffersBesidesTheMixtureIsAScale() throws {
    let table = try table(
      Self.rows, RunColumns(objective: ["acc"], steps: "steps"))
    #expect(table.direction == .maximize)
    #expect(table.scales == ["steps"])
    #expect(table.runs.map(\.scale) == [[100], [100], [100], [100], [200], [100], [100]])
    #expect(table.target == [200])
  }

  @Test func severalObjectivesHaveTheirMean() throws {
    let table = try table(
      Self.rows, RunColumns(objective: ["val_loss", "acc"], direction: .minimize))
    #expect(table.runs[0].result == .measured(1.4))
    #expect(table.objective == "val_loss + acc")
  }

  /// The files that olmix takes.
  @Test func twoFilesAreJoinedByTheColumnsOfBoth() throws {
    let ratios = try folder.write(
      "run,name,index,web,code\nx,r0,0,0.5,0.5\nx,r1,1,0.25,0.75\nx,r2,2,0,1\nx,r3,3,1,0\n",
      to: "ratios.csv")
    let metrics = try folder.write(
      "run,name,index,bpb\nx,r3,3,1.5\nx,r2,2,1\nx,r1,1,0.75\nx,r0,0,0.5\n", to: "metrics.csv")
    let table = try RunTable(
      contentsOf: [ratios, metrics], columns: RunColumns(objective: ["bpb"]))
    #expect(table.domains == ["web", "code"])
    #expect(table.runs.map(\.result.objective) == [0.5, 0.75, 1, 1.5])
    let short = try folder.write("run,name,index,bpb\nx,r3,3,1.5\n", to: "short.csv")
    #expect {
      try RunTable(contentsOf: [ratios, short], columns: RunColumns(objective: ["bpb"]))
    } throws: {
      "\($0)".contains("with run 'x', name 'r0', index '0', has no line in")
    }
  }

  @Test(arguments: [
    ("b,0.2,0.3,0.5", "b,0.2,0.3,0.48", "runs.csv:3: the shares sum to 0.98: 1 was expected"),
    (
      "b,0.2,0.3", "b,nan,0.3", "runs.csv:3: found 'nan' in the column 'web', a share of at least 0"
    ),
    ("b,0.2,0.3", "b,-0.2,0.7", "found '-0.2' in the column 'web'"),
    ("run,web,code", "run,web,web", "runs.csv:1: found the column 'web' twice"),
    ("val_loss", "valloss2", "'val_loss' was expected: did you mean 'valloss2'?"),
    (
      "100,2.25", "100,low",
      "runs.csv:3: found 'low' in the column 'val_loss', a number was expected"
    ),
    ("0.5,0.25,0.25", "0.5,x,0.25", "no columns sum to one together"),
    (
      "2.5,0.30\nb,0.2,0.3,0.5,100,2.25", ",\nb,0.2,0.3,0.5,100,",
      "runs.csv: 3 runs have a value of 'val_loss', of 3 mixtures: at least 4 runs of 3 mixtures"
    ),
  ])
  func aWrongTableIsMetWithASentence(text: String, other: String, message: String) throws {
    #expect(Self.rows.contains(text))
    #expect {
      try table(Self.rows.replacing(text, with: other))
    } throws: {
      "\($0)".contains(message)
    }
  }

  @Test(arguments: [
    ("run,web,code,val_loss\n", "found a header and no row"),
    ("run,web,code,val_loss\na,0.5,0.5,1\n", "1 run has a value of 'val_loss', of 1 mixture"),
    (
      "run,web,code,val_loss\na,0.5,0.5,1\nb,1,0,1\nc,0,1,1\nd,0.3,0.7,1\n",
      "'val_loss' is 1 in all 4 runs"
    ),
    ("", "is empty"),
  ])
  func aTableWithNothingToLearnIsMetWithASentence(text: String, message: String) throws {
    #expect {
      try table(text)
    } throws: {
      "\($0)".contains(message)
    }
  }

  @Test(arguments: [
    ("val_loss", RunColumns.Direction.minimize), ("eval/ppl", .minimize), ("bpb", .minimize),
    ("validation_metric", .maximize), ("mmlu-acc", .maximize), ("crossentropy", .minimize),
    ("mmlu", nil), ("loss_score", nil),
  ])
  func theNameTellsTheDirectionOrItIsAskedFor(
    name: String, direction: RunColumns.Direction?
  ) throws {
    let text = Self.rows.replacing("val_loss", with: name)
    guard let direction else {
      #expect(throws: RunTableError.unknownDirection(name)) {
        try table(text, RunColumns(objective: [name]))
      }
      return
    }
    #expect(try table(text, RunColumns(objective: [name])).direction == direction)
  }

  @Test func theTrialsOfARunAreATable() throws {
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "0.1.0", experiment: "{\"search\":{\"mixing\":{\"objective\":\"metric\"}}}",
        origin: "a folder", isSynthetic: false,
        tasks: TaskList(primary: "rte", auxiliaries: ["mnli", "unused", "qqp"])))
    for trial in 0..<5 {
      try journal.record(
        TrialRecord(
          trial: trial, proposal: "model",
          mixture: try Mixture(weights: [1, Double(trial), 0, 1]), seed: 1,
          result: trial == 4
            ? .failed(reason: "none")
            : .evaluated(Evaluation(metric: 0.5 + 0.1 * Double(trial), loss: 1, examples: 10)),
          batches: 30, seconds: 1))
    }
    let table = try RunTable(of: journal, source: "runs/rte")
    #expect(table.domains == ["rte", "mnli", "qqp"])
    #expect(table.direction == .maximize)
    #expect(table.runs.map(\.result.objective) == [0.5, 0.6, 0.7, 0.8, nil])
    #expect(throws: RunTableError.self) {
      try RunTable(of: journal, objective: .loss, source: "runs/rte")
    }
  }
}
