import TaskData
import TestSupport
import Testing

@Suite struct WholeTableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [
    ("a.csv", "name, x\n\"r, 1\",0.5\nr2, 0.25 \n"),
    ("a.tsv", "name\tx\nr, 1\t0.5\n\nr2\t0.25\n"),
    ("a.txt", "name;x\r\nr, 1;0.5\r\nr2;0.25\r\n"),
  ])
  func theDelimiterIsTheOneThatCutsTheHeaderMost(name: String, text: String) throws {
    let table = try WholeTable(path: try folder.write(text, to: name))
    #expect(table.names == ["name", "x"])
    #expect(table.rows.map(\.texts) == [["r, 1", "0.5"], ["r2", "0.25"]])
    #expect(table.rows[0].line == 2)
  }

  @Test func aKeyThatAnObjectLacksIsEmpty() throws {
    let path = try folder.write(
      "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 0.5, \"c\": 2}\n", to: "a.jsonl")
    let table = try WholeTable(path: path)
    #expect(table.names == ["a", "b", "c"])
    #expect(table.rows.map(\.texts) == [["1", "x", ""], ["0.5", "", "2"]])
  }

  @Test func aRowOfAnotherLengthIsNamedByItsLine() throws {
    let path = try folder.write("a,b\n1,2\n3\n", to: "a.csv")
    #expect {
      try WholeTable(path: path)
    } throws: {
      "\($0)".hasSuffix(":3: found a row of 1 column, 2 were expected, as in the header")
    }
  }
}
