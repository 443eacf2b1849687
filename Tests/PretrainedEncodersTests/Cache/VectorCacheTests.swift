import Foundation
import PretrainedEncoders
import TestSupport
import Testing

@Suite struct VectorCacheTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func whatWasAddedComesBackInAnyOrder() throws {
    var cache = try open(.sentences(tokenLimit: 8))
    try cache.append(["a", "é"], rows: [1, 1], values: [1, 2, 0.1, -4])
    try cache.append(["c"], rows: [1], values: [5, 6e-30])
    for cache in [cache, try open(.sentences(tokenLimit: 8))] {
      #expect(cache.count == 3)
      #expect(try vectors(["c", "a", "é", "a"], cache) == [5, 6e-30, 1, 2, 0.1, -4, 1, 2])
    }
  }

  @Test func tokensAreKeptInHalfPrecisionAndTextsMayHaveNone() throws {
    var cache = try open(.tokens(layers: [0, 6], tokenLimit: 8))
    try cache.append(["a", "", "b"], rows: [2, 0, 1], values: [1, 2, 3, 0.1, 5, 6])
    let again = try open(.tokens(layers: [0, 6], tokenLimit: 8))
    #expect(try vectors(["b", "", "a"], again) == [5, 6, 1, 2, 3, Float(Float16(0.1))])
    #expect(again.entry(of: "a")?.rows == 2)
    #expect(again.entry(of: "")?.rows == 0)
  }

  @Test func missingTextsAreNamedOnceInTheirOrder() throws {
    var cache = try open(.sentences(tokenLimit: 8))
    try cache.append(["b"], rows: [1], values: [1, 2])
    #expect(cache.missing(of: ["d", "b", "a", "d", "b", "a", ""]) == [0, 2, 6])
    #expect(cache.entry(of: "a") == nil)
    // The same letter to Swift, other bytes to the tokenizer.
    try cache.append(["\u{e9}"], rows: [1], values: [3, 4])
    #expect(cache.missing(of: ["e\u{301}", "\u{e9}"]) == [0])
  }

  @Test func modelsKindsAndLimitsDoNotMix() throws {
    var cache = try open(.sentences(tokenLimit: 8))
    try cache.append(["a"], rows: [1], values: [1, 2])
    let others = [
      try open(.sentences(tokenLimit: 9)), try open(.tokens(layers: [1], tokenLimit: 8)),
      try open(.sentences(tokenLimit: 8), model: "other"),
      try open(.sentences(tokenLimit: 8), width: 1),
    ]
    for other in others { #expect(other.count == 0) }
    #expect(Set(others.prefix(3).map(\.folder) + [cache.folder]).count == 4)
  }

  @Test func aVectorThatIsNotFiniteIsRefusedWithItsText() throws {
    var cache = try open(.tokens(layers: [6], tokenLimit: 8))
    for value in [Float.nan, .infinity, 70_000] {
      #expect(throws: PretrainedEncoderError.wrongVector(text: "b", value: "\(value)")) {
        try cache.append(["a", "b", "c"], rows: [1, 1, 1], values: [1, 2, 3, value, 5, 6])
      }
    }
    #expect(cache.count == 0)
    #expect(try open(.tokens(layers: [6], tokenLimit: 8)).count == 0)
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    let file = try folder.write("", to: "file")
    #expect {
      try VectorCache(model: "m", kind: .sentences(tokenLimit: 8), width: 2, in: file)
    } throws: { "\($0)".contains(file) }
  }

  @Test func aTextMayBeAddedTwice() throws {
    var cache = try open(.sentences(tokenLimit: 8))
    try cache.append(["a"], rows: [1], values: [1, 2])
    try cache.append(["a"], rows: [1], values: [1, 2])
    #expect(try vectors(["a"], cache) == [1, 2])
    #expect(try vectors(["a"], open(.sentences(tokenLimit: 8))) == [1, 2])
  }

  @Test func aSegmentCutAtAnyByteIsMissingAndWrittenAgain() throws {
    var cache = try open(.tokens(layers: [6], tokenLimit: 8))
    try cache.append(["a", "b"], rows: [1, 2], values: [1, 2, 3, 4, 5, 6])
    let path = try segments(cache)[0]
    let whole = try Data(contentsOf: URL(filePath: path))
    for count in 0..<whole.count {
      try whole.prefix(count).write(to: URL(filePath: path))
      var cut = try open(.tokens(layers: [6], tokenLimit: 8))
      #expect(cut.missing(of: ["a", "b"]) == [0, 1])
      if count.isMultiple(of: 16) {
        try cut.append(["a", "b"], rows: [1, 2], values: [1, 2, 3, 4, 5, 6])
        #expect(try Data(contentsOf: URL(filePath: path)) == whole)
      }
    }
  }

  @Test func aChangedHeaderOrTableIsDetected() throws {
    var cache = try open(.sentences(tokenLimit: 8))
    try cache.append(["a", "b"], rows: [1, 1], values: [1, 2, 3, 4])
    let path = try segments(cache)[0]
    let whole = try Data(contentsOf: URL(filePath: path))
    // A head of 48 bytes and two rows of 24.
    for offset in 0..<96 {
      for flip in [UInt8(1), 0x80, 0xff] {
        var changed = whole
        changed[offset] ^= flip
        try changed.write(to: URL(filePath: path))
        #expect(try open(.sentences(tokenLimit: 8)).count == 0, "byte \(offset)")
      }
    }
  }

  @Test func whatAKilledWriterLeftIsPassedOverAndRemoved() throws {
    var cache = try open(.sentences(tokenLimit: 8))
    let left = "\(cache.folder)/0123.vectors.part"
    try Data([1, 2, 3]).write(to: URL(filePath: left))
    #expect(try open(.sentences(tokenLimit: 8)).count == 0)
    try cache.append(["a"], rows: [1], values: [1, 2])
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(try open(.sentences(tokenLimit: 8)).count == 1)
  }

  @Test func whatOthersAddAtTheSameTimeIsThereAfterARefresh() async throws {
    var first = try open(.sentences(tokenLimit: 8))
    let opened = try (0..<8).map { _ in try open(.sentences(tokenLimit: 8)) }
    try await withThrowingTaskGroup { group in
      for (writer, cache) in opened.enumerated() {
        group.addTask {
          var cache = cache
          for batch in 0..<5 {
            let number = Float(10 * writer + batch)
            try cache.append(
              ["shared \(batch)", "\(number)"], rows: [1, 1],
              values: [Float(batch), 0, number, 1])
            try cache.append(["common \(batch)"], rows: [1], values: [Float(batch), 2])
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(first.count == 0)
    try first.refresh()
    #expect(first.count == 5 + 5 + 40)
    for writer in 0..<8 {
      for batch in 0..<5 {
        let number = Float(10 * writer + batch)
        #expect(
          try vectors(["shared \(batch)", "\(number)", "common \(batch)"], first)
            == [Float(batch), 0, number, 1, Float(batch), 2])
      }
    }
  }

  @Test func theStandardFolderIsTheUsersCache() {
    let stated = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? ""
    #expect(VectorCache.standardFolder.hasPrefix("/"))
    #expect(
      VectorCache.standardFolder.hasSuffix(
        stated.hasPrefix("/") ? "\(stated)/autosem" : "/.cache/autosem"))
  }

  private func open(
    _ kind: VectorCache.Kind, model: String = "m", width: Int = 2
  ) throws -> VectorCache {
    try VectorCache(model: model, kind: kind, width: width, in: folder.path("cache"))
  }

  private func vectors(_ texts: [String], _ cache: VectorCache) throws -> [Float] {
    cache.vectors(of: try texts.map { try #require(cache.entry(of: $0)) })
  }

  private func segments(_ cache: VectorCache) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: cache.folder)
      .filter { $0.hasSuffix(".vectors") }.map { "\(cache.folder)/\($0)" }
  }
}
