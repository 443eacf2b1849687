import Plots
import Testing

/// Positions that were computed by hand; every drawing is 440 wide and ends 14 before the edge.
@Suite struct CoordinateTests {
  private func svg(_ figure: Figure) -> String { figure.drawing.serialized }

  /// 296 from the labels' 130 to 426, for the longest bar's 4.
  @Test func barsAreAsLongAsTheirParts() {
    let svg = svg(PlotSamples.bars)
    #expect(svg.contains(#"class="fill s0" x="130" y="29" width="74" height="20""#))
    #expect(svg.contains(#"class="fill s1" x="204" y="29" width="222" height="20""#))
    #expect(svg.contains(#"class="fill s0" x="130" y="55" width="148" height="20""#))
  }

  /// The axis has −0.5 to 10.5 between 140 and 426.
  @Test func intervalsReachFromEndToEnd() {
    let svg = svg(PlotSamples.intervals)
    #expect(svg.contains(#"class="line s0" d="M153 16L413 16""#))
    #expect(svg.contains(#"class="fill s1" cx="283" cy="16""#))
    #expect(svg.contains(#"class="fill s1" cx="283" cy="40""#))
    #expect(svg.contains(#"class="reference" d="M283 4L283 76""#))
    #expect(!svg.contains(#"cy="64""#))
    // Single values are rings around the mean.
    #expect(svg.contains(#"class="ring s0" cx="257" cy="16""#))
    #expect(svg.contains(#"class="ring s0" cx="309" cy="16""#))
  }

  /// Both axes have −0.5 to 10.5: across from 56 to 426, up from 234 to 44, below one row of names.
  @Test func linesGoThroughTheirPoints() {
    let svg = svg(PlotSamples.lines)
    #expect(svg.contains(#"class="line s0" d="M72.8 225.4L409.2 52.6""#))
    #expect(svg.contains(#"class="line s1" d="M72.8 52.6L409.2 52.6L409.2 225.4""#))
    #expect(svg.contains(#"class="ring s2" cx="241" cy="139""#))
    #expect(
      svg.contains(#"class="band s0" d="M72.8 139L409.2 52.6L409.2 139L72.8 225.4Z""#))
  }

  /// The axis has 0 to 1 between 130 and 426; the highest density is 48 high.
  @Test func ridgesHaveOneUnit() {
    let svg = svg(PlotSamples.ridges)
    #expect(svg.contains(#"class="ridge s0" d="M130 58L278 10L426 58L426 58L130 58Z""#))
    #expect(svg.contains(#"class="ridge s1" d="M130 88L278 88L426 64L426 88L130 88Z""#))
    // The means.
    #expect(svg.contains(#"class="axis" d="M278 58L278 46""#))
    #expect(svg.contains(#"class="axis" d="M352 88L352 76""#))
  }

  /// The axes are at 35 and 405; both have their least number at 220 and their largest at 40.
  @Test func rowsCrossTheAxesAtTheirNumbers() {
    let svg = svg(PlotSamples.coordinates)
    #expect(svg.contains(#"class="line s1" d="M35 220L405 40""#))
    #expect(svg.contains(#"class="thin" d="M35 40L405 220""#))
  }

  /// Beyond 200 rows single lines are paler.
  @Test func linesOfManyRowsArePaler() {
    for (count, name) in [(200, "thin"), (201, "thin many")] {
      let svg = svg(
        ParallelCoordinates(
          axes: [.init("a"), .init("b")], labels: (0..<count).map(String.init),
          rows: (0..<count).map { [Double($0), 0] }, highlighted: []
        ).figure(title: "Many", description: "Rows."))
      #expect(svg.ranges(of: #"class="\#(name)""#).count == count)
    }
  }

  /// The triangle has sides of 320, its lower left corner at 60, 300, and a height of 277.1.
  @Test func sharesAreBarycentric() {
    let svg = svg(PlotSamples.ternary)
    #expect(svg.contains(#"class="axis" d="M60 300L380 300L220 22.9Z""#))
    #expect(svg.contains(#"class="trial" cx="220" cy="207.6""#))
    #expect(svg.contains(#"class="chosen" cx="220" cy="22.9""#))
  }

  /// The value is the second share.
  ///
  /// In the middles of triangles, 24 along a side, it is 1/72 to 70/72, which is seven
  /// colours.
  @Test func coloursFollowTheValue() throws {
    let svg = svg(PlotSamples.ternary)
    func area(_ level: Int) throws -> Substring {
      let found = try #require(svg.firstMatch(of: Regex(#"<path class="v\#(level)" d="([^"]*)""#)))
      return try #require(found[1].substring)
    }
    #expect(try area(0).contains("M66.7 288.5L60 300L73.3 300Z"))
    #expect(try area(6).contains("M373.3 288.5L366.7 300L380 300Z"))
    // In the middle of the lower side the value is 37/72.
    #expect(try area(3).contains("M226.7 288.5L220 300L233.3 300Z"))
    #expect(svg.contains(#"class="v0" x="136" y="334" width="24""#))
    #expect(svg.contains(#"class="v6" x="280" y="334" width="24""#))
    #expect(svg.contains(">0.014</text>") && svg.contains(">0.972</text>"))
  }

  @Test func equalNumbersAreOnTheDiagonal() {
    let svg = svg(PlotSamples.scatter)
    #expect(svg.contains(#"class="reference" d="M56 322L426 22""#))
    // −0.55 to 11.55, with the bar of the second.
    #expect(svg.contains(#"cx="72.8" cy="308.4""#))
    #expect(svg.contains(#"cx="378.6" cy="60.4""#))
    #expect(svg.contains(#"class="thin" d="M348 60.4L409.2 60.4""#))
  }

  /// The axes have 0 to 40 from 56 to 426, and 0 to 1 from 194 up to 44.
  @Test func areasLieOnEachOther() {
    let svg = svg(PlotSamples.areas)
    #expect(
      svg.contains(
        #"s0" d="M56 156.5L148.5 156.5L148.5 119L426 119L426 194L148.5 194L148.5 194L56 194Z""#))
    #expect(
      svg.contains(
        #"s1" d="M56 44L148.5 44L148.5 44L426 44L426 119L148.5 119L148.5 156.5L56 156.5Z""#))
    #expect(svg.contains("<title>rte: 0.25 to 0.50</title>"))
    #expect(PlotSamples.areas.table.rows[1] == ["10 … 40", "0.50", "0.50"])
  }

  /// The second name has no room to the right of its point, the third none beside the second.
  @Test func namesStandBesideTheirPoints() {
    let svg = svg(
      ScatterPlot(
        [
          .init("near", x: 0, y: 0), .init("a longer name", x: 10, y: 10),
          .init("another name", x: 9.9, y: 10),
        ], x: "seconds", y: "score", areNamed: true
      ).figure(title: "Names", description: "Three."))
    // −0.5 to 10.5 across from 56 to 426, up from 232 to 22.
    #expect(svg.contains(#"<text x="80.8" y="226.5" text-anchor="start">near</text>"#))
    #expect(
      svg.contains(#"<text x="401.2" y="35.5" text-anchor="end">a longer name</text>"#))
    #expect(!svg.contains(">another name</text>"))
  }

  @Test func theTableHoldsTheNumbers() {
    #expect(
      PlotSamples.intervals.table
        == DataTable(
          columns: ["", "gain (points)", "from", "to"],
          rows: [
            ["a", "5.000", "0.000", "10.000"], ["b", "5.000", "–", "–"],
            ["failed", "–", "–", "–"],
          ]))
    #expect(PlotSamples.ternary.table.rows.count == 15)
    #expect(PlotSamples.ternary.table.rows[1] == ["0.75", "0.25", "0.00", "0.250"])
  }
}
