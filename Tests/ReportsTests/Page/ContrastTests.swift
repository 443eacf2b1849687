import Foundation
import Plots
import Testing

@testable import Reports

/// The contrast of texts with what is behind them, as WCAG 2.1 defines it.
@Suite struct ContrastTests {
  /// The colours of a style sheet, of its light scheme and of its dark one.
  private func schemes(_ sheet: String) throws -> [[String: String]] {
    let parts = sheet.split(separator: "@media screen and (prefers-color-scheme: dark)")
    try #require(parts.count == 2)
    return parts.map { part in
      part.matches(of: /--(?<name>\w+): (?<colour>#[0-9a-f]{6})/).reduce(into: [:]) {
        $0[String($1.output.name)] = String($1.output.colour)
      }
    }
  }

  private func luminance(_ colour: String) -> Double {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift -> Double in
      let value = Double((number >> shift) & 255) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ text: String, _ ground: String) -> Double {
    let (a, b) = (luminance(text), luminance(ground))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func theFormulaIsThatOfBlackOnWhite() {
    #expect(contrast("#000000", "#ffffff") == 21)
  }

  @Test func everyTextOfAPageCanBeRead() throws {
    for colours in try schemes(PageStyle.sheet) {
      for (text, ground) in [
        ("ink", "paper"), ("ink", "raised"), ("ink", "notice"), ("faint", "paper"),
        ("faint", "raised"), ("link", "paper"),
      ] {
        let value = contrast(try #require(colours[text]), try #require(colours[ground]))
        #expect(value >= 4.5, "\(text) on \(ground): \(value)")
      }
    }
  }

  @Test func everyTextAndLineOfAPlotCanBeSeen() throws {
    for colours in try schemes(PlotStyle.sheet) {
      let paper = try #require(colours["paper"])
      for text in ["ink", "faint"] {
        #expect(contrast(try #require(colours[text]), paper) >= 4.5)
      }
      // Lines and bars, which have names beside them.
      for series in 0..<PlotStyle.colours {
        #expect(contrast(try #require(colours["c\(series)"]), paper) >= 2)
      }
    }
  }
}
