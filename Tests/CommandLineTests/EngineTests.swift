import Foundation
import TestSupport
import Testing

/// LibTorch is loaded where it is needed, from where an installed tool has it.
@Suite struct EngineTests {
  private static let engine = "libTorchEngine.so"

  #if os(Linux)
    @Test func theToolStartsWithoutLibTorch() throws {
      let loaded = try Tool(["--help"], environment: ["LD_TRACE_LOADED_OBJECTS": "1"]).result()
      #expect(loaded.output.contains("libopenblas"))
      #expect(!loaded.output.lowercased().contains("torch"), "\(loaded.output)")
    }
  #endif

  @Test func anInstalledToolFindsItsEngineAndSaysWhereItIsMissing() throws {
    let folder = try TemporaryFolder()
    let root = URL(filePath: folder.path("installed"))
    let (tool, library) = (root.appending(path: "bin/autosem"), root.appending(path: "lib"))
    for place in [tool.deletingLastPathComponent(), library] {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(at: Tool.products.appending(path: "autosem"), to: tool)

    // The library is not to be found where the tests may have theirs.
    let missing = try Tool(
      ["validate", "experiments/quick.yml"], environment: ["LD_LIBRARY_PATH": ""], executable: tool
    ).result()
    #expect(missing.status == 2)
    #expect(missing.errors.contains(Self.engine), "\(missing.errors)")
    #expect(missing.errors.contains("libtorch-dev"))
    #expect(try Tool(["--version"], executable: tool).result().status == 0)

    try FileManager.default.copyItem(
      at: Tool.products.appending(path: Self.engine), to: library.appending(path: Self.engine))
    let found = try Tool(["validate", "experiments/quick.yml"], executable: tool).result()
    #expect(found.status == 0, "\(found.errors)")
  }
}
