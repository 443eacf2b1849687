import Foundation
import Testing

/// What a target imports and does not depend on is found or not by the order in which a build compiles.
@Suite struct ManifestTests {
  /// A target of `Package.swift`.
  private struct Target {
    let name: String
    let dependencies: Set<String>
  }

  private static let targets: [Target] = {
    let file = SourceTree.root.appending(path: "Package.swift")
    guard let manifest = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    let target =
      /arget\(\s*name: "(?<name>\w+)"(,\s*dependencies: \[(?<dependencies>[^\]]*)\])?/
    return manifest.matches(of: target).map { match in
      let words = (match.output.dependencies ?? "").replacing(/package: "[^"]*"/, with: "")
        .matches(of: /"(\w+)"/)
      return Target(
        name: String(match.output.name), dependencies: Set(words.map { String($0.output.1) }))
    }
  }()

  @Test(arguments: ["Sources", "Tests"])
  func aTargetDependsOnWhatItImports(folder: String) throws {
    let names = Set(Self.targets.map(\.name))
    let products = Set(Self.targets.flatMap(\.dependencies)).subtracting(names)
    #expect(names.count > 50 && products.contains("GRDB"))
    var imports: [String: Set<String>] = [:]
    for file in try SourceTree.files(in: folder) {
      imports[file.module, default: []].formUnion(file.lines.compactMap(SourceTree.imported))
    }
    for target in Self.targets {
      guard let imported = imports[target.name] else { continue }
      let needed = imported.intersection(names.union(products))
      // LibTorch's library is opened when it is first used.
      #expect(
        target.dependencies.subtracting(["TorchEngine"]) == needed, "\(target.name)")
    }
  }
}
