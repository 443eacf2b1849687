import Foundation
import GSLNumerics
import PretrainedEncoders
import TestSupport
import Testing

@Suite struct WeightsDamageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [0, 1, 7])
  func aFileTooShortForItsHeadersLengthIsRefused(count: Int) throws {
    #expect(try damage(Data(repeating: 0, count: count)) == .noHeader(bytes: count))
  }

  @Test func aHeaderThatClaimsMoreThanThereIsIsRefused() throws {
    #expect(
      try damage(Data(bytes(of: [UInt64(3)]) + [0x7b, 0x7d]))
        == .headerBeyondEnd(bytes: 3, available: 2))
    for claimed in [100_000_001, UInt64(Int.max), UInt64(Int.max) + 1, UInt64.max] {
      #expect(
        try damage(Data(bytes(of: [claimed]) + [0x7b, 0x7d]))
          == .headerTooLong(bytes: claimed, limit: 100_000_000))
    }
  }

  @Test(arguments: [
    "", "[]", "7", "{", "\u{0}", "{]", #"{"a":7}"#, #"{"a":{}}"#, #"{"a":null}"#,
    #"{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2]}}"#,
    String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
  ])
  func aHeaderOfTheWrongFormIsRefused(header: String) throws {
    guard case .malformedHeader? = try damage(header) else {
      Issue.record("\(header.prefix(60)) is taken, or for the wrong reason refused")
      return
    }
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      WeightsDamage.repeatedName
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\u0061":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      .repeatedName
    ),
    (
      #"{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}"#,
      .unknownElements(tensor: "a", found: "F31")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
      .impossibleShape(tensor: "a", [-2])
    ),
    (
      #"{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}"#,
      .impossibleShape(tensor: "a", [-2, -1])
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,8]}}"#,
      .impossibleShape(tensor: "a", [4_611_686_018_427_387_904, 2])
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
      .impossibleOffsets(tensor: "a", [0])
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
      .impossibleOffsets(tensor: "a", [8, 0])
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
      .impossibleOffsets(tensor: "a", [-8, 0])
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}"#,
      .wrongEnd(found: Int.max, expected: 8)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
      .wrongLength(tensor: "a", found: 8, expected: 12)
    ),
    (
      #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}"#,
      .wrongLength(tensor: "a", found: 8, expected: 4)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, .wrongEnd(found: 4, expected: 8)
    ),
    (#"{}"#, .wrongEnd(found: 0, expected: 8)),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      .wrongStart(tensor: "a", found: 4, expected: 0)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      .wrongStart(tensor: "b", found: 4, expected: 8)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      .wrongStart(tensor: "b", found: 0, expected: 8)
    ),
  ])
  func whatAHeaderSaysMustFitTheFile(header: String, expected: WeightsDamage) throws {
    #expect(try damage(header) == expected)
  }

  @Test func everyTruncationIsRefused() throws {
    for count in 0..<sample.count {
      #expect(try damage(sample.prefix(count)) != nil, "\(count) bytes")
    }
    #expect(try damage(sample) == nil)
    #expect(try damage(sample + [0]) == .wrongEnd(found: 18, expected: 19))
  }

  @Test func noChangeOfBytesDoesMoreThanFail() throws {
    let stream = RandomStreams(seed: 1).stream("changed bytes")
    var refused = 0
    for _ in 0..<1000 {
      var changed = sample
      for _ in 0...stream.integer(below: 4) {
        changed[stream.integer(below: changed.count)] = UInt8(stream.integer(below: 256))
      }
      let path = try folder.write(changed, to: "changed.safetensors")
      do {
        let file = try SafetensorsFile(path: path)
        for (name, tensor) in file.tensors {
          _ = try file.floats(of: name, shape: tensor.shape)
        }
      } catch {
        refused += 1
      }
    }
    #expect((300..<1000).contains(refused))
  }

  private let sample = safetensors(
    #"""
    {"single":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},\#
    "half":{"dtype":"F16","shape":[1,2],"data_offsets":[12,16]},\#
    "brain":{"dtype":"BF16","shape":[],"data_offsets":[16,18]}}
    """#, Array(repeating: 0x3f, count: 18))

  /// What is wrong with a file of this header and eight bytes.
  private func damage(_ header: String) throws -> WeightsDamage? {
    try damage(safetensors(header, Array(repeating: 0, count: 8)))
  }

  private func damage(_ contents: Data) throws -> WeightsDamage? {
    let path = try folder.write(contents, to: "damaged.safetensors")
    do {
      _ = try SafetensorsFile(path: path)
      return nil
    } catch PretrainedEncoderError.damagedWeights(path, let damage) {
      return damage
    }
  }
}
