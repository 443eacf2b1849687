extension MultitaskBanditExperiment {
  var problems: [String] {
    let counts = [
      ("environments", environments, 1), ("seeds", seeds, 1), ("arms", arms, 1),
      ("horizon", horizon, 1), ("counterfactual.rounds", counterfactual.rounds, 0),
      ("counterfactual.iterations", counterfactual.iterations, 0),
      ("counterfactual.population", counterfactual.population, 4),
      ("exp3s.reservoir", exp3s.reservoir, 1),
    ]
    let numbers = [
      (
        "counterfactual.entropy_weight", counterfactual.entropyWeight,
        0...Double.greatestFiniteMagnitude
      ),
      ("counterfactual.step_size", counterfactual.stepSize, 1e-9...1e9),
      ("exp3s.learning_rate", exp3s.learningRate, 1e-12...1e3),
      ("exp3s.exploration", exp3s.exploration, 0...1),
    ]
    return counts.filter { $0.1 < $0.2 }
      .map { "'\($0)': a whole number of at least \($2) was expected, got \($1)" }
      + numbers.filter { !$0.2.contains($0.1) }
      .map { "'\($0)': a number in \($2) was expected, got \($1)" }
  }
}
