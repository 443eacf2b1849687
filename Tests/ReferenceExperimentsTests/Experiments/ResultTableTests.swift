import ReferenceExperiments
import Testing

@Suite struct ResultTableTests {
  private let table = ResultTable(
    subject: "policy", columns: ["score", "cost"],
    rows: [.init("oracle", [0.68512, nil]), .init("random", [0.6, 12])])

  @Test func theDescriptionIsMarkdown() {
    #expect(
      table.description == """
        | policy | score | cost |
        |---|---|---|
        | oracle | 0.6851 | – |
        | random | 0.6 | 12 |
        """)
  }

  @Test func numbersAreFoundByTheirNames() {
    #expect(table["random", "cost"] == 12)
    #expect(table["oracle", "cost"] == nil)
    #expect(table["oracel", "score"] == nil && table["oracle", "sore"] == nil)
  }
}
