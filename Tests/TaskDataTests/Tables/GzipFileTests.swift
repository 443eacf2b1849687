import CZlib
import Foundation
import TaskData
import TestSupport
import Testing

@Suite struct GzipFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A gzip member, made by zlib itself.
  private func compressed(_ text: String) throws -> Data {
    let path = folder.path("made.gz")
    let file = try #require(gzopen(path, "wb"))
    let bytes = Array(text.utf8)
    #expect(gzwrite(file, bytes, UInt32(bytes.count)) == Int32(bytes.count))
    #expect(gzclose(file) == Z_OK)
    return try Data(contentsOf: URL(filePath: path))
  }

  private func content(_ bytes: Data, chunk: Int = 7) throws -> String {
    let file = try GzipFile(path: folder.write(bytes, to: "file"))
    var content: [UInt8] = []
    while true {
      let next = try file.read(upTo: chunk)
      if next.isEmpty { return String(decoding: content, as: UTF8.self) }
      #expect(next.count <= chunk)
      content += next
    }
  }

  @Test func plainFilesAreReadAsTheyStand() throws {
    #expect(try content(Data("a plain text\n".utf8)) == "a plain text\n")
    #expect(try content(Data()) == "")
    #expect(try content(Data([0x1f])) == "\u{1f}")
  }

  @Test func compressedFilesAreDecompressed() throws {
    let text = (0..<5_000).map { "line \($0)\n" }.joined()
    #expect(try content(try compressed(text)) == text)
    #expect(try content(try compressed(text), chunk: 1 << 20) == text)
    #expect(try content(try compressed("")) == "")
  }

  @Test func membersAreReadOneAfterTheOther() throws {
    let bytes = try compressed("one, ") + compressed("two, ") + compressed("three")
    #expect(try content(bytes) == "one, two, three")
  }

  /// `base64.b64encode(gzip.compress(b"from Python\n", mtime=0))` of Python 3.11.
  @Test func anotherProgramsFileIsRead() throws {
    let base64 = "H4sIAAAAAAACA0srys9VCKgsycjP4wIAmrBaywwAAAA="
    #expect(try content(try #require(Data(base64Encoded: base64))) == "from Python\n")
  }

  @Test func aFileThatIsCutOffIsAnErrorWhereverItIsCut() throws {
    let bytes = try compressed("some text that is long enough to be worth its while")
    for length in 2..<bytes.count {
      #expect(throws: GzipError.cutOff, "\(length)") { try content(bytes.prefix(length)) }
    }
  }

  @Test func aLaterMemberThatIsCutOffIsAnErrorToo() throws {
    let first = try compressed("first")
    let both = try first + compressed("second")
    for length in first.count + 2..<both.count {
      #expect(throws: GzipError.cutOff, "\(length)") { try content(both.prefix(length)) }
    }
  }

  @Test func whatFollowsTheLastMemberIsAnError() throws {
    let bytes = try compressed("a table")
    for rest in [Data("garbage".utf8), Data([0x1f, 0x8c, 1, 2]), Data([0, 0, 7])] {
      #expect(throws: GzipError.followed) { try content(bytes + rest) }
      #expect(throws: GzipError.followed) { try content(bytes + bytes + rest) }
    }
    // As tapes are filled.
    #expect(try content(bytes + Data(repeating: 0, count: 300_000)) == "a table")
  }

  @Test func aByteThatWasChangedIsAnError() throws {
    var bytes = try compressed("some text that is long enough to be worth its while")
    // The last eight bytes are a check sum and the length.
    bytes[bytes.count - 6] ^= 1
    #expect(throws: GzipError.damaged(reason: "incorrect data check")) { try content(bytes) }
  }

  @Test func aFileThatIsNotThereIsAnError() {
    #expect(throws: GzipError.unreadable(reason: "No such file or directory")) {
      try GzipFile(path: folder.path("nothing"))
    }
  }

  #if os(Linux)
    /// Opening one would wait until somebody writes to it.
    @Test func aPipeIsRefused() throws {
      let path = folder.path("pipe.csv")
      #expect(mkfifo(path, 0o600) == 0)
      #expect(throws: GzipError.unreadable(reason: "it is a pipe or a device, a file was expected"))
      {
        try GzipFile(path: path)
      }
    }
  #endif
}
