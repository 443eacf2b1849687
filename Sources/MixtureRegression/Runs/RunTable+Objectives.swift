extension RunTable {
  /// The table of each of several objectives; empty for one objective, and where one of them cannot be modelled by itself:
  /// for runs of several scales, for runs without values of each, and for values that are all equal.
  var tablesOfObjectives: [RunTable] {
    guard parts.count > 1, scales.isEmpty,
      measured.allSatisfy({ $0.run.parts.count == parts.count })
    else { return [] }
    let tables = parts.indices.compactMap { try? table(ofObjective: $0) }
    return tables.count == parts.count ? tables : []
  }

  private func table(ofObjective index: Int) throws(RunTableError) -> RunTable {
    try RunTable(
      source: source, domains: domains, objective: parts[index], direction: direction,
      runs: runs.map { run in
        Run(
          name: run.name, mixture: run.mixture,
          result: run.result.objective == nil ? run.result : .measured(run.parts[index]),
          repeats: run.repeats)
      })
  }
}
