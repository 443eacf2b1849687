import Foundation
import RunJournal
import TestSupport
import Testing

@testable import ExperimentTracking

@Suite struct TensorBoardLogsTests {
  /// The check value of CRC-32C, and the examples of RFC 3720, B.4.
  private static let checksums: [(Data, UInt32)] = [
    (Data("123456789".utf8), 0xE306_9283), (Data(count: 32), 0x8A91_36AA),
    (Data(repeating: 0xFF, count: 32), 0x62A8_AB43),
    (Data((0..<32).map { UInt8($0) }), 0x46DD_794E),
    (Data(), 0),
  ]

  @Test(arguments: checksums)
  func theChecksumIsThatOfTheStandard(bytes: Data, checksum: UInt32) {
    #expect(RecordFraming.checksum(of: bytes) == checksum)
  }

  /// The examples of protobuf.dev/programming-guides/encoding.
  @Test func aMessageIsEncodedAsDocumented() {
    let message = ProtobufMessage {
      $0.add(150, 1)
      $0.add("testing", 2)
    }
    #expect(
      [UInt8](message.bytes) == [0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8))
    #expect([UInt8](ProtobufMessage { $0.add(-2, 1) }.bytes).count == 11)
    #expect(
      [UInt8](ProtobufMessage { $0.add(1.0, 1) }.bytes) == [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    #expect([UInt8](ProtobufMessage { $0.add(single: 1, 2) }.bytes) == [0x15, 0, 0, 0x80, 0x3F])
  }

  /// The records of a file: each length leads to the next, and the checksums hold.
  private func records(_ bytes: Data) -> Int {
    var (rest, count) = ([UInt8](bytes)[...], 0)
    while rest.count >= 16 {
      let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= length + 16 else { return -1 }
      let record = Data(rest.dropFirst(12).prefix(length))
      guard RecordFraming.framed(record) == Data(rest.prefix(length + 16)) else { return -1 }
      rest = rest.dropFirst(length + 16)
      count += 1
    }
    return rest.isEmpty ? count : -1
  }

  @Test func aRunHasAFileAndOneForEachTrial() throws {
    let files = try TensorBoardLogs(of: TrackedRuns.search()).files
    #expect(files.map(\.path).first == "events.out.tfevents.0.autosem")
    #expect(
      files.dropFirst().map(\.path)
        == (0..<4).map { "trials/\($0)/events.out.tfevents.0.autosem" })
    for file in files { #expect(records(file.bytes) > 2, "\(file.path)") }
    #expect(try TensorBoardLogs(of: TrackedRuns.search()).files == files)
  }

  @Test func aRunOnItsWayBeginsTheFilesOfItsEnd() throws {
    let end = try TensorBoardLogs(of: TrackedRuns.search()).files
    for point in TrackedRuns.Point.allCases {
      for file in try TensorBoardLogs(of: TrackedRuns.search(upTo: point)).files {
        let whole = try #require(end.first { $0.path == file.path })
        #expect(whole.bytes.starts(with: file.bytes), "\(point)")
      }
    }
  }

  @Test func whatIsNewIsAppendedAndWhatDiffersIsReplaced() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "events.out.tfevents.0.autosem")
    try TensorBoardLogs(of: TrackedRuns.search(upTo: .arms)).write(into: folder.url)
    let reader = try FileHandle(forReadingFrom: file)
    let begun = try #require(try reader.readToEnd())
    let whole = try TensorBoardLogs(of: TrackedRuns.search())
    try whole.write(into: folder.url)
    #expect(begun + (try reader.readToEnd() ?? Data()) == whole.files[0].bytes)
    try Data("another".utf8).write(to: file)
    try whole.write(into: folder.url)
    #expect(try Data(contentsOf: file) == whole.files[0].bytes)
  }

  @Test func aFolderThatCannotBeMadeIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    let logs = try TensorBoardLogs(of: TrackedRuns.search())
    #expect(throws: LogsNotWritten.self) {
      try logs.write(into: folder.url.appending(path: "file/logs"))
    }
  }

  @Test func aHistogramHasTheMassOfItsDistribution() {
    let uniform = Histogram { $0 }
    #expect(abs(uniform.masses.reduce(0, +) - 1) < 1e-12)
    #expect(abs(uniform.sum - 0.5) < 1e-12)
    #expect(abs(uniform.sumOfSquares - 1.0 / 3) < 1e-3)
  }
}
