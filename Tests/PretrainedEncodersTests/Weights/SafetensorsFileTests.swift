import Foundation
import PretrainedEncoders
import TestSupport
import Testing

@Suite struct SafetensorsFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func floatsOfThreeWidthsAreRead() throws {
    let file = try open(
      #"""
      {"__metadata__":{"format":"pt"},
       "half":{"dtype":"F16","shape":[2],"data_offsets":[12,16]},
       "single":{"dtype":"F32","shape":[3,1],"data_offsets":[0,12]},
       "brain":{"dtype":"BF16","shape":[],"data_offsets":[16,18]}}
      """#,
      bytes(of: [1 as Float, -0.375, 1e-30].map(\.bitPattern))
        + bytes(of: [Float16(65504), -0.5].map(\.bitPattern))
        + bytes(of: [UInt16(0x4049)]))
    #expect(try file.floats(of: "single", shape: [3, 1]) == [1, -0.375, 1e-30])
    #expect(try file.floats(of: "half", shape: [2]) == [65504, -0.5])
    // python3 -c "import struct; print(struct.unpack('<f', bytes([0, 0, 0x49, 0x40])))"
    #expect(try file.floats(of: "brain", shape: []) == [3.140625])
    #expect(Set(file.tensors.keys) == ["single", "half", "brain"])
    #expect(file.tensors["half"]?.elements == .float16)
  }

  @Test func aFileWithoutTensorsAndTensorsWithoutElementsAreRead() throws {
    #expect(try open("{}", []).tensors.isEmpty)
    let file = try open(#"{"none":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]}}"#, [])
    #expect(try file.floats(of: "none", shape: [0, 7]) == [])
  }

  @Test func whatIsAskedForMustBeThere() throws {
    let file = try open(
      #"""
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
       "b":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}}
      """#, bytes(of: [1, Float.nan].map(\.bitPattern)) + [1, 0, 0, 0, 0, 0, 0, 0])
    let path = file.path
    #expect(throws: PretrainedEncoderError.missingTensor("c", path: path)) {
      try file.floats(of: "c", shape: [1])
    }
    #expect(
      throws: PretrainedEncoderError.wrongShape(
        tensor: "a", path: path, found: [2], expected: [1, 2])
    ) { try file.floats(of: "a", shape: [1, 2]) }
    #expect(
      throws: PretrainedEncoderError.wrongElements(tensor: "b", path: path, found: "I64")
    ) { try file.floats(of: "b", shape: [1]) }
    #expect(throws: PretrainedEncoderError.notFinite(tensor: "a", path: path, index: 1)) {
      try file.floats(of: "a", shape: [2])
    }
  }

  @Test func aFileThatIsNotThereOrIsAFolderIsRefused() {
    #expect(throws: PretrainedEncoderError.missingFile(path: folder.path("none"))) {
      try SafetensorsFile(path: folder.path("none"))
    }
    #expect { try SafetensorsFile(path: folder.path("")) } throws: {
      "\($0)".contains("it is a folder")
    }
  }

  /// Values of `numpy`: the tensor's first and last element in `model.safetensors`.
  @Test(.enabled(if: Fixtures.miniLM != nil, "AUTOSEM_MINILM names no folder of all-MiniLM-L6-v2"))
  func theWeightsOfMiniLMAreRead() throws {
    let file = try SafetensorsFile(path: "\(#require(Fixtures.miniLM))/model.safetensors")
    let words = try file.floats(of: "embeddings.word_embeddings.weight", shape: [30_522, 384])
    #expect(words.first == -0.019989014)
    #expect(words.last == 0.0045700637)
    #expect(file.tensors.count == 104)
  }

  private func open(_ header: String, _ data: [UInt8]) throws -> SafetensorsFile {
    try SafetensorsFile(
      path: folder.write(safetensors(header, data), to: "\(UUID()).safetensors"))
  }
}

/// The bytes of a file of this header and data.
func safetensors(_ header: String, _ data: [UInt8]) -> Data {
  Data(bytes(of: [UInt64(header.utf8.count)]) + header.utf8 + data)
}

/// The bytes of numbers, the lowest first.
func bytes(of numbers: [some FixedWidthInteger]) -> [UInt8] {
  numbers.flatMap { number in
    (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
