import Plots
import Testing

@testable import Reports

/// Which columns of a table are set as numbers.
@Suite struct TableNumbersTests {
  @Test(arguments: [
    "7", "0.25", "+0.420", "−0.01", "1.5e-05", "1e+20", "–", "0.868 … 0.929", "−0.1 … +0.2",
    "1.4.2",
  ])
  func aCellOfANumberOrAnInterval(cell: String) {
    #expect(DataTable(columns: ["a"], rows: [["1"], [cell]]).areNumbers == [true])
  }

  @Test(arguments: [
    "", "+", "-1", ".5", "e5", "1e", "1e5x", "nan", "7 of 9", "1 … ", "1 … 2 … 3", "1…2", "1,000",
    "rte",
  ])
  func aCellOfAnythingElse(cell: String) {
    #expect(
      DataTable(columns: ["a", "b"], rows: [["1", "2"], [cell, "3"]]).areNumbers == [false, true])
  }
}
