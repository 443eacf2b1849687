import Foundation
import TestSupport
import Testing

@testable import Plots

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct FigureTests {
  /// After a change of the drawing: `RECORD_GOLDEN=1 swift test --filter FigureTests`, and look at the files.
  @Test(arguments: PlotSamples.all.map(\.name))
  func drawingsAreThoseOfTheFixtures(name: String) throws {
    let figure = try #require(PlotSamples.all.first { $0.name == name }).figure
    let file = repositoryRoot.appending(path: "Tests/PlotsTests/Fixtures/\(name).svg")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try figure.svg.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name).svg was recorded")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == figure.svg)
  }

  @Test(arguments: PlotSamples.all.map(\.name))
  func everyKindIsWellFormedAndSaysWhatItIs(name: String) throws {
    let figure = try #require(PlotSamples.all.first { $0.name == name }).figure
    #expect(isWellFormed(figure.svg))
    #expect(figure.svg.contains("<title>\(figure.title)</title>"))
    #expect(
      figure.svg.contains(#"role="img" aria-label="\#(figure.title). \#(figure.description)""#))
    #expect(!figure.table.rows.isEmpty)
  }

  @Test func hostileNamesAreTexts() {
    let name = "\"><script>alert(1)</script>&\u{0}\u{202E}" + String(repeating: "任", count: 200)
    for figure in hostile(name) {
      #expect(isWellFormed(figure.svg))
      #expect(!figure.svg.contains("<script"))
      // Whole in a hint, but no text is wider than the drawing.
      for text in figure.svg.matches(of: /<text[^>]*>(?<shown>[^<]*)/).map(\.output.shown) {
        #expect(TextWidth.estimate(String(text.replacing(/&\w+;/, with: "&"))) < 440)
      }
    }
  }

  @Test(arguments: [[], [Double.nan], [.infinity], [-.infinity, .nan], [1e308, -1e308]])
  func whatCannotBeDrawnIsLeftOut(values: [Double]) {
    for figure in figures(of: values) {
      #expect(figure.svg.contains("no data yet"))
      #expect(isWellFormed(figure.svg))
      #expect(!figure.svg.contains("nan") && !figure.svg.contains("inf"))
    }
  }

  @Test(arguments: [0.0, 1, -3, 1e-300, 1e90])
  func onePointIsDrawn(value: Double) {
    for figure in figures(of: [value]) {
      #expect(!figure.svg.contains("nan") && !figure.svg.contains("inf"))
      #expect(isWellFormed(figure.svg))
    }
    #expect(figures(of: [1]).allSatisfy { !$0.svg.contains("no data yet") })
  }

  @Test func aValueThatIsNotFiniteLeavesTheOthers() {
    let figure = LinePlot([.init("a", [.init(0, 1), .init(1, .nan), .init(2, 3)])], x: "x", y: "y")
      .figure(title: "Gap", description: "One is missing.")
    #expect(figure.svg.contains("class=\"line s0\""))
    #expect(figure.table.rows[1] == ["a", "1", "–"])
  }

  private func hostile(_ name: String) -> [Figure] {
    [
      BarPlot(parts: [name], rows: [.init(name, [1]), .init("b", [1])], axis: "x")
    ].map { $0.figure(title: "Bars of names", description: "One") } + [
      IntervalPlot(rows: [.init(name, 1)], axis: "x").figure(title: "I", description: "One"),
      LinePlot([.init(name, [.init(1, 1)])], x: "x", y: "y").figure(title: "L", description: "One"),
      RidgePlot(
        rows: [.init(name, densities: [1, 2], mean: 1, interval: 0...1)], axis: "x"
      ).figure(title: "R", description: "One"),
      ParallelCoordinates(
        axes: [.init(name), .init(name)], labels: [name], rows: [[1, 2]], highlighted: []
      ).figure(title: "P", description: "One"),
      TernaryMap(corners: [name, name, name], measure: "m", points: []) { $0.weights[0] }
        .figure(title: "T", description: "One"),
      ScatterPlot([.init(name, x: 1, y: 1)], x: "x", y: "y").figure(title: "S", description: "One"),
      StackedAreas(parts: [name], spans: [.init(length: 1, shares: [1])], x: "x", y: "y")
        .figure(title: "A", description: "One"),
    ]
  }

  private func figures(of values: [Double]) -> [Figure] {
    let (title, description) = ("Title", "Description")
    return [
      IntervalPlot(rows: values.map { .init("a", $0) }, axis: "x")
        .figure(title: title, description: description),
      LinePlot([.init("a", values.map { .init(0, $0) })], x: "x", y: "y")
        .figure(title: title, description: description),
      ParallelCoordinates(
        axes: [.init("a"), .init("b")], labels: values.map { _ in "a" },
        rows: values.map { [$0, $0] }, highlighted: []
      ).figure(title: title, description: description),
      ScatterPlot(values.map { .init("a", x: $0, y: $0) }, x: "x", y: "y", hasDiagonal: true)
        .figure(title: title, description: description),
    ]
  }

  /// Lengths and shares are never negative.
  @Test(arguments: [[], [Double.nan], [.infinity], [0], [-1], [1e308, 1e308]])
  func areasWithoutALengthAreNotDrawn(lengths: [Double]) {
    for shares in [[1.0], [.nan], [-1]] {
      let figure = StackedAreas(
        parts: ["a"], spans: lengths.map { .init(length: $0, shares: shares) }, x: "x", y: "y"
      ).figure(title: "Title", description: "Description")
      #expect(figure.svg.contains("no data yet"))
    }
  }

  /// Shares that sum to more than one end at the top.
  @Test func areasStayWithinThePlot() {
    let svg = StackedAreas(
      parts: ["a", "b"], spans: [.init(length: 1, shares: [0.75, 5])], x: "x", y: "y"
    ).figure(title: "Title", description: "Description").svg
    #expect(svg.contains(#"s1" d="M56 44L426 44L426 81.5L56 81.5Z""#))
  }

  private func isWellFormed(_ text: String) -> Bool {
    XMLParser(data: Data(text.utf8)).parse()
  }
}
