/// The look of a page.
enum PageStyle {
  /// The style sheet, for light and dark, phone and paper.
  static let sheet = """
    :root { color-scheme: light dark; --ink: #1b1f24; --faint: #59636e; --rule: #d8dee4; --paper: #ffffff;
      --raised: #f6f8fa; --link: #0550ae; --notice: #fff4d6; }
    @media screen and (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #a3adb8; --rule: #30363d;
      --paper: #0d1117; --raised: #161b22; --link: #79b8ff; --notice: #3a2d05; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif;
      overflow-wrap: anywhere; }
    header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 16px; }
    h1 { font-size: 1.5rem; margin: 24px 0 8px; }
    h2 { font-size: 1.3rem; margin: 40px 0 12px; padding-top: 12px; border-top: 1px solid var(--rule); }
    h3 { font-size: 1rem; margin: 0; }
    p { max-width: 75ch; margin: 8px 0; }
    a { color: var(--link); }
    nav { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .9rem; }
    .skip { position: absolute; left: -999px; }
    .skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 4px 8px; }
    .answer { font-size: 1.2rem; line-height: 1.45; max-width: 65ch; margin: 16px 0; }
    .notice { background: var(--notice); padding: 8px 12px; border-radius: 6px; max-width: none; }
    .faint { color: var(--faint); font-size: .9rem; }
    .facts { display: flex; flex-wrap: wrap; gap: 12px; margin: 16px 0; padding: 0; }
    .facts div { background: var(--raised); border-radius: 6px; padding: 8px 14px; }
    .facts dt { color: var(--faint); font-size: .85rem; }
    .facts dd { margin: 0; font-size: 1.1rem; font-variant-numeric: tabular-nums; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 16px;
      align-items: start; margin: 16px 0; }
    figure { margin: 0; padding: 12px; border: 1px solid var(--rule); border-radius: 6px; min-width: 0; }
    figure .plot { display: block; width: 100%; max-width: 620px; height: auto; margin: 8px 0; }
    .wide { overflow-x: auto; max-width: 100%; }
    table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; margin: 8px 0;
      overflow-wrap: normal; }
    th, td { padding: 3px 10px; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top;
      unicode-bidi: isolate; min-width: 15ch; max-width: 44ch; overflow-wrap: break-word; }
    th { font-weight: 600; }
    .n { text-align: right; white-space: nowrap; min-width: 0; }
    .listing th, .listing td { min-width: 11ch; } .listing .prose { min-width: 36ch; max-width: none; }
    th button, .enlarge, .controls button { font: inherit; color: inherit; background: none; border: 0; padding: 0;
      cursor: pointer; text-align: inherit; }
    th button::after { content: '\\A0\\2195'; color: var(--faint); }
    [aria-sort=ascending] button::after { content: '\\A0\\2191'; color: inherit; }
    [aria-sort=descending] button::after { content: '\\A0\\2193'; color: inherit; }
    figcaption { display: flex; gap: 8px; align-items: baseline; justify-content: space-between; }
    .enlarge { color: var(--link); font-size: .9rem; flex: none; }
    dialog { width: min(1400px, 100vw - 16px); max-width: none; max-height: none; padding: 12px; color: var(--ink);
      background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; }
    dialog::backdrop { background: #0008; }
    .controls { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    .controls h3 { flex: 1 1 12em; }
    .controls button { border: 1px solid var(--faint); border-radius: 6px; padding: 3px 10px; min-width: 2.4em;
      text-align: center; }
    dialog .plot { display: block; width: 100%; height: min(100vh - 150px, 75vw); margin: 8px 0; cursor: grab;
      touch-action: pinch-zoom; }
    dialog .plot * { vector-effect: non-scaling-stroke; }
    .changed td { background: var(--notice); }
    summary { cursor: pointer; color: var(--link); font-size: .9rem; }
    pre { background: var(--raised); padding: 10px 12px; border-radius: 6px; white-space: pre-wrap; font-size: .85rem; }
    @media (max-width: 500px) { header, main, footer { padding: 0 10px; } figure { padding: 8px 5px; } }
    footer { color: var(--faint); font-size: .85rem; padding-bottom: 32px; margin-top: 40px; }
    @media print { nav, .skip, details, dialog, .enlarge { display: none; } th button::after { content: none; } figure, tr { break-inside: avoid; }
      .figures { grid-template-columns: 1fr 1fr; } body { font-size: 11pt; } .wide { overflow: visible; }
      h2 { break-after: avoid; }
      table { font-size: 8pt; } th, td { min-width: 0; padding: 2px 5px; } }
    """
}
