import TaskData
import TestSupport
import Testing

@Suite struct FileInspectionTests {
  /// The column might count rows; nothing follows the largest whole number.
  @Test func theLargestWholeNumberIsANumber() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a,b\nx,9223372036854775807\ny,5\nz,1\n", to: "table.csv")
    let columns = try FileInspection(path: path).columns
    #expect(columns.map(\.kind) == [.text, .number])
  }
}
