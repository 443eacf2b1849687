/// The look of plots.
public enum PlotStyle {
  /// The number of colours of series; further series have them again, paler or dashed.
  public static let colours = 7

  /// The number of steps of the scale of colours for values.
  static let levels = 7

  /// The classes of a series' colour.
  static func series(_ index: Int) -> String {
    "s\(index % colours)" + (index < colours ? "" : " again")
  }

  /// The style sheet of all plots, for light and dark.
  ///
  /// The colours of series are those of Okabe and Ito (2008), without yellow, which white hides, and lighter in the
  /// dark. Those of values are cividis (Nuñez et al. 2018). Colour-blind readers tell both apart. Texts are never in
  /// these colours.
  public static let sheet = """
    .plot { --ink: #1b1f24; --faint: #59636e; --grid: #d8dee4; --paper: #ffffff;
      --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #cc79a7; --c4: #e69f00; --c5: #56b4e9; --c6: #767676;
      font-family: system-ui, sans-serif; font-size: 12px; }
    @media screen and (prefers-color-scheme: dark) { .plot { --ink: #e6edf3; --faint: #a3adb8; --grid: #30363d;
      --paper: #0d1117; --c0: #4aa3df; --c1: #f0803c; --c2: #2bbf93; --c3: #dd9bbf; --c4: #f0b429; --c5: #8fd0f5;
      --c6: #a0a0a0; } }
    .plot text { fill: var(--ink); }
    .plot .tick { fill: var(--faint); font-size: 11px; }
    .plot .ground { fill: var(--paper); }
    .plot .grid { stroke: var(--grid); stroke-width: 1; }
    .plot .axis { stroke: var(--faint); stroke-width: 1; fill: none; }
    .plot .reference { stroke: var(--faint); stroke-width: 1; stroke-dasharray: 4 3; fill: none; }
    .plot .s0 { --c: var(--c0); } .plot .s1 { --c: var(--c1); } .plot .s2 { --c: var(--c2); }
    .plot .s3 { --c: var(--c3); } .plot .s4 { --c: var(--c4); } .plot .s5 { --c: var(--c5); }
    .plot .s6 { --c: var(--c6); }
    .plot .line { stroke: var(--c); stroke-width: 2; fill: none; stroke-linejoin: round; }
    .plot .thin { stroke: var(--faint); stroke-width: 1; stroke-opacity: .35; fill: none; }
    .plot .thin:hover { stroke: var(--c1); stroke-width: 3; stroke-opacity: 1; }
    .plot .many { stroke-opacity: var(--many, .08); }
    .plot .fill { fill: var(--c); stroke: var(--paper); stroke-width: 1; }
    .plot .again.line { stroke-dasharray: 7 4; } .plot .again.fill { fill-opacity: .45; }
    .plot .band { fill: var(--c); fill-opacity: .18; }
    .plot .ridge { fill: var(--c); fill-opacity: .45; stroke: var(--c); stroke-width: 1.5; }
    .plot .ring { fill: var(--paper); stroke: var(--c); stroke-width: 1.2; }
    .plot .trial { fill: #ffffff; stroke: #000000; stroke-width: 1; }
    .plot .chosen { fill: #d55e00; stroke: #ffffff; stroke-width: 1.5; }
    .plot .v0 { fill: #00224e; } .plot .v1 { fill: #2a3f6d; } .plot .v2 { fill: #575d6d; }
    .plot .v3 { fill: #7d7c78; } .plot .v4 { fill: #a59c74; } .plot .v5 { fill: #d2c060; }
    .plot .v6 { fill: #fee838; }
    """
}
