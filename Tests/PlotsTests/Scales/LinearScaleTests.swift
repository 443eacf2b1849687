import Testing

@testable import Plots

@Suite struct LinearScaleTests {
  @Test func valuesAreMappedAffinely() {
    let scale = LinearScale(-10...10, from: 250, to: 50)
    #expect([-10.0, 0, 5, 10].map { scale($0) } == [250, 150, 100, 50])
    #expect(scale.clamped(99) == 50)
  }

  @Test(arguments: [
    (0.0...1.0, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.713...0.958, ["0.75", "0.80", "0.85", "0.90", "0.95"]),
    (-0.03...0.12, ["0.00", "0.05", "0.10"]),
    (0...40_000, ["0", "10000", "20000", "30000", "40000"]),
    (-7...(-3), ["−7", "−6", "−5", "−4", "−3"]),
  ])
  func ticksAreRound(domain: ClosedRange<Double>, labels: [String]) {
    #expect(LinearScale(domain, from: 0, to: 1).tickLabels == labels)
  }

  @Test(arguments: [1e-90, 1e-7, 1, 1e7, 1e90])
  func everyMagnitudeHasAFewTicks(magnitude: Double) {
    let scale = LinearScale(ClosedRange.around([0, magnitude]), from: 0, to: 1)
    #expect((3...7).contains(scale.ticks.count))
    #expect(scale.ticks.allSatisfy { (0...1).contains(scale($0)) })
  }

  @Test func rangesHoldTheirValuesWithAMargin() {
    #expect(ClosedRange.around([0, 10, .nan, .infinity]) == -0.5...10.5)
    #expect(ClosedRange.around([5]) == 4.5...5.5)
    #expect(ClosedRange.around([0]) == -0.5...0.5)
    #expect(ClosedRange.around([]) == 0...1)
    #expect(ClosedRange.around([.nan]) == 0...1)
  }

  @Test func longNamesAreCutByTheirWidth() {
    #expect(TextWidth.shortened("mnli", to: 100) == "mnli")
    #expect(TextWidth.shortened(String(repeating: "a", count: 50), to: 68) == "aaaaaaaaa…")
    #expect(TextWidth.shortened(String(repeating: "任", count: 50), to: 68).count < 7)
  }
}
