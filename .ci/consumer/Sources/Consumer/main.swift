import AutoSeM
import Bandits
import BayesianOptimization
import GSLNumerics
import GaussianProcesses

// The search.
var settings = SearchSettings()
settings.mixing.trials = 40
print("search: \(settings.selection.rounds) pulls, \(settings.mixing.trials) trials")

// A bandit: the second arm is the best.
let streams = RandomStreams(seed: 1)
var bandit = ThompsonSampling(arms: 3, decay: 0)
for round in 0..<200 {
  let arm = bandit.choose(using: streams.stream("pull", round))
  bandit.observe(reward: [0.2, 0.8, 0.3][arm], of: arm)
}
let utilities = bandit.ranking.map(\.mean)
let best = utilities.indices.max { utilities[$0] < utilities[$1] }
print("bandit: arm \(best ?? -1)")
precondition(best == 1)

// The optimiser: two weights that sum to one.
var optimizer = BayesianOptimizer(space: SimplexSpace(count: 2))
for _ in 0..<12 {
  let suggestion = try optimizer.ask()
  let miss = suggestion.point[0] - 0.3
  try optimizer.tell(suggestion, objective: miss * miss)
}
let weights = try optimizer.recommend()
print("optimiser: weights \(weights)")
precondition(abs(weights[0] - 0.3) < 0.05)

// A Gaussian process.
let process = try GaussianProcess(
  kernel: MaternFiveHalves(lengthScales: [1]), noiseVariance: 1e-6,
  inputs: Matrix([[0], [1], [2]]), targets: [0, 1, 0])
let prediction = process.prediction(at: [1])
print("Gaussian process: \(prediction.mean) with variance \(prediction.variance)")
precondition(abs(prediction.mean - 1) < 0.01)
