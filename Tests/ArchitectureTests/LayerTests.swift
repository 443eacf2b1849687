import Foundation
import Testing

@Suite struct LayerTests {
  /// The layer table: each module, its layer and all that it may import.
  private static let layers: [Layer] = {
    let file = SourceTree.root.appending(path: "docs/layers.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([Layer].self, from: data)) ?? []
  }()

  /// A row of the table.
  private struct Layer: Decodable {
    let layer: Int
    let module: String
    let rooms: [String]
    let imports: [String]
    let outside: [String]

    /// The row of the page.
    var row: String {
      func list(_ words: [String]) -> String { words.isEmpty ? "–" : words.joined(separator: ", ") }
      return "| \(layer) | \(module) | \(list(rooms)) | \(list(imports)) | \(list(outside)) |"
    }
  }

  @Test func importsPointDown() throws {
    let files = try SourceTree.files()
    #expect(files.count > 50)
    let rows = Dictionary(uniqueKeysWithValues: Self.layers.map { ($0.module, $0) })
    for file in files {
      let row = try #require(
        rows[file.module], "\(file.module) is not in the layer table, docs/layers.json")
      for line in file.lines {
        guard let module = SourceTree.imported(by: line) else { continue }
        #expect(
          (row.imports + row.outside).contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func theTableItselfPointsDown() {
    let layers = Dictionary(uniqueKeysWithValues: Self.layers.map { ($0.module, $0.layer) })
    for row in Self.layers {
      for module in row.imports {
        let below = layers[module] ?? .max
        #expect(below <= row.layer, "\(row.module) is below \(module)")
      }
    }
    #expect(Self.layers.count > 20)
  }

  @Test func theTableNamesTheRoomsThatThereAre() throws {
    for row in Self.layers {
      let folder = SourceTree.root.appending(path: "Sources/\(row.module)")
      let rooms = try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false)
      ).filter {
        $0 != "include" && !$0.contains(".")
      }
      #expect(rooms.sorted() == row.rooms.sorted(), "\(row.module)")
    }
  }

  @Test func thePageShowsTheTable() throws {
    let page = try String(
      contentsOf: SourceTree.root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.wholeMatch(of: /\| \d \|.*/) != nil }
    #expect(rows.map(String.init) == Self.layers.map(\.row))
  }

  @Test func thePageShowsTheInterfaceInTheMiddle() throws {
    let page = try String(
      contentsOf: SourceTree.root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let block = try #require(page.firstMatch(of: /```swift\n(?<code>[^`]+)```/)).output.code
    let sources = try SourceTree.files().filter { $0.path.hasPrefix("Multitask/Trainers") }
      .flatMap(\.lines)
    let shown = block.split(separator: "\n").filter { $0 != "}" }
    #expect(shown.count > 6)
    for line in shown { #expect(sources.contains(String(line)), "\(line)") }
  }

  @Test func theTestsMirrorTheSources() throws {
    let rooms = Dictionary(uniqueKeysWithValues: Self.layers.map { ($0.module, Set($0.rooms)) })
    let tests = SourceTree.root.appending(path: "Tests")
    for target in try FileManager.default.contentsOfDirectory(
      atPath: tests.path(percentEncoded: false))
    where target.hasSuffix("Tests") {
      guard let known = rooms[String(target.dropLast(5))] else { continue }
      let folder = tests.appending(path: target)
      for name in try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
      where !name.contains(".") && name != "Fixtures" {
        #expect(known.contains(name), "\(target)/\(name) mirrors no room")
      }
    }
  }

  @Test func theImportReaderSeesEveryForm() {
    #expect(SourceTree.imported(by: "import GRDB") == "GRDB")
    #expect(SourceTree.imported(by: "public import GRDB") == "GRDB")
    #expect(SourceTree.imported(by: "package import GRDB") == "GRDB")
    #expect(SourceTree.imported(by: "@preconcurrency import GRDB") == "GRDB")
    #expect(SourceTree.imported(by: "@_exported public import Bandits") == "Bandits")
    #expect(SourceTree.imported(by: "@_exported import func CGSL.log") == "CGSL")
    #expect(SourceTree.imported(by: "/// Words that import nothing.") == nil)
  }
}
