import BayesianOptimization
import GSLNumerics
import Testing

@Test func smoke() throws {
  let streams = RandomStreams(seed: 1)
  for settings in [OptimizerSettings(), .paper(for: BoxSpace([-5...10, 0...15]))] {
    var search = BayesianOptimizer(space: BoxSpace([-5...10, 0...15]), settings: settings)
    let clock = ContinuousClock()
    var bestY = 1e9
    for t in 0..<50 {
      var c: Candidate?
      let e = try clock.measure { c = try search.ask(using: streams.stream("ask", t)) }
      let p = c!.point
      let (x, y) = (p[0], p[1])
      let pi = Double.pi
      let inner = y - 5.1/(4*pi*pi)*x*x + 5/pi*x - 6
      var cosx = 1.0; var term = 1.0
      for k in 1..<60 { term *= -x*x/Double((2*k-1)*2*k); cosx += term }
      let f = inner*inner + 10*(1-1/(8*pi))*cosx + 10
      bestY = min(bestY, f)
      if t % 7 == 0 { print(t, c!.origin, p, f, bestY, e) }
      search.tell(c!, objective: f)
    }
    let r = try search.recommend()
    print("recommend", r, try search.prediction(at: r), try search.model().jitter)
  }
}
