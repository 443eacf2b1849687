import Testing

@testable import GSLNumerics

@Suite struct BLASKernelsTests {
  /// A processor that OpenBLAS does not know gets `Prescott`.
  @Test func theWidestVectorsOfTheProcessorAreChosen() {
    #expect(BLASKernels.better(than: .prescott, level: 3) == .skylakeX)
    #expect(BLASKernels.better(than: .prescott, level: 2) == .haswell)
    #expect(BLASKernels.better(than: .nehalem, level: 1) == .sandybridge)
    #expect(BLASKernels.better(than: .zen, level: 3) == .skylakeX)
  }

  @Test func kernelsThatAreAsGoodStay() {
    for kernels in BLASKernels.allCases {
      #expect(BLASKernels.better(than: kernels, level: 0) == nil)
    }
    #expect(BLASKernels.better(than: .zen, level: 2) == nil)
    #expect(BLASKernels.better(than: .cooperlake, level: 3) == nil)
  }

  @Test func theKernelsInUseAreSupported() {
    #expect(BLASKernels.loaded?.areSupported ?? true)
    #expect(BLASKernels.prescott.areSupported)
  }
}
