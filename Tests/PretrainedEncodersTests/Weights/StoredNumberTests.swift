import Foundation
import Testing

@testable import PretrainedEncoders

@Suite struct StoredNumberTests {
  @Test func everyHalfIsReadAsTheProcessorReadsIt() {
    let halves = (UInt16.min...UInt16.max).map(Float16.init(bitPattern:))
    for (read, expected) in zip(
      numbers(.half, of: halves.map(\.bitPattern)), halves.map(Float.init))
    {
      #expect(read.bitPattern == expected.bitPattern || read.isNaN && expected.isNaN)
    }
  }

  @Test func everyBrainFloatIsReadAsTheUpperHalfOfASingle() {
    let bits = Array(UInt16.min...UInt16.max)
    for (read, bits) in zip(numbers(.brain, of: bits), bits) {
      let expected = Float(bitPattern: UInt32(bits) << 16)
      #expect(read.bitPattern == expected.bitPattern || read.isNaN && expected.isNaN)
    }
  }

  @Test func numbersComeBackAsTheyAreRounded() {
    let values: [Float] = [0, -0.0, 1, -2.5, 65_504, 6e-8, 1e-20, 0.1]
    #expect(back(values, as: .single) == values)
    #expect(back(values, as: .half) == values.map { Float(Float16($0)) })
    #expect(back([1, -2.5, 0.1], as: .brain) == [1, -2.5, Float(bitPattern: 0x3dcc_0000)])
  }

  @Test func aNumberThatHalfPrecisionMakesInfiniteIsNotHeld() {
    #expect(StoredNumber.half.holds(65_519) && Float16(Float(65_519)).isFinite)
    #expect(!StoredNumber.half.holds(65_520) && !Float16(Float(65_520)).isFinite)
    #expect(!StoredNumber.half.holds(-65_520))
    #expect(StoredNumber.single.holds(65_520))
    for number in [StoredNumber.half, .single] {
      #expect(!number.holds(.nan))
      #expect(!number.holds(-.infinity))
    }
  }

  private func numbers(_ kind: StoredNumber, of bits: [UInt16]) -> [Float] {
    read(kind, Data(bytes(of: bits)), bits.count)
  }

  private func back(_ values: [Float], as kind: StoredNumber) -> [Float] {
    var bytes: [UInt8] = []
    kind.write(values, to: &bytes)
    return read(kind, Data(bytes), values.count)
  }

  private func read(_ kind: StoredNumber, _ bytes: Data, _ count: Int) -> [Float] {
    [Float](capacity: count) { kind.read(bytes.span, from: 0, count: count, into: &$0) }
  }
}
