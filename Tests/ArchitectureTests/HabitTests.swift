import Testing

@Suite struct HabitTests {
  /// What no source may hold, and where it is allowed all the same.
  private static let banned: [(text: String, allowedIn: Set<String>)] = [
    ("SystemRandomNumberGenerator", []),
    (".random(in:", []),
    (".shuffled()", []),
    (".randomElement()", []),
    ("fatalError(", []),
    ("try!", []),
    ("as!", []),
    ("Date()", []),
    ("TODO", []),
    ("FIXME", []),
    // Percent-encoded: no file has such a name.
    (".path()", []),
    (".absoluteString", []),
    ("print(", ["AutosemCLI", "Benchmarks"]),
    ("exit(", ["AutosemCLI", "Benchmarks"]),
    ("unsafe ", ["AutoSeM", "AutosemCLI", "Benchmarks", "GSLNumerics", "TaskData", "Tensors"]),
    ("UnsafeMutable", ["GSLNumerics", "Tensors"]),
    ("@unchecked Sendable", ["GSLNumerics", "Tensors"]),
  ]

  @Test(arguments: banned.map(\.text))
  func sourcesKeepTheHouseRules(text: String) throws {
    let allowed = try #require(Self.banned.first { $0.text == text }).allowedIn
    for file in try SourceTree.files() where !allowed.contains(file.module) {
      for (number, line) in file.lines.enumerated() where !line.contains("///") {
        #expect(!line.contains(text), "\(file.path):\(number + 1) has \(text)")
      }
    }
  }

  @Test func filesAreSmall() throws {
    for file in try SourceTree.files() {
      #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
    }
  }

  /// A module is found by its folders' names once it has more than a dozen files.
  @Test func largeModulesHaveRooms() throws {
    let folders = Dictionary(grouping: try SourceTree.files()) {
      $0.path.split(separator: "/").dropLast()
    }
    #expect(folders.count > 20)
    for (folder, files) in folders {
      // A family of methods, one a file, may be larger than a module's top level.
      let most = folder.count == 1 ? 12 : 20
      let name = folder.joined(separator: "/")
      #expect(files.count <= most, "\(name) has \(files.count) files: give it subfolders")
    }
  }
}
