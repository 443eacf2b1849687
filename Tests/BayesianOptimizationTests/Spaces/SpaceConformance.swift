import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

/// Checks the laws of a space on points of every origin.
func checkSpaceConformance(
  _ space: any SearchSpace, sourceLocation: SourceLocation = #_sourceLocation
) {
  let stream = RandomStream(seed: 31)
  let samples = (0..<60).map { _ in space.sample(using: stream) }
  let explored = (0..<60).map { _ in space.exploratoryPoint(using: stream) }
  let near = (samples.prefix(20) + explored.prefix(20)).flatMap { point in
    [0.1, 0.003].map { space.neighbour(of: point, within: $0, using: stream) }
  }
  let even = [0, 0.3, 0.999_999, 1].map {
    space.point(fromUniform: Array(repeating: $0, count: space.uniformCount))
  }
  let points = samples + explored + near + even + space.design(count: 20, using: stream)

  for point in points {
    #expect(space.contains(point), "\(point)", sourceLocation: sourceLocation)
    let coordinates = space.coordinates(of: point)
    #expect(coordinates.count == space.dimension, sourceLocation: sourceLocation)
    #expect(
      space.features(at: coordinates).count == space.featureCount, sourceLocation: sourceLocation)
    checkRoundTrip(point, in: space, sourceLocation)
  }
  checkStrays(space, stream, sourceLocation)
  for point in samples.prefix(10) { checkGradient(at: point, in: space, stream, sourceLocation) }
  for encoding in space.encodings {
    #expect(samples.allSatisfy(encoding.contains), sourceLocation: sourceLocation)
    #expect(
      samples.allSatisfy { encoding.coordinates(of: $0) == space.coordinates(of: $0) },
      sourceLocation: sourceLocation)
  }
  #expect(!space.contains([]), sourceLocation: sourceLocation)
  #expect(
    !space.contains(Array(repeating: .nan, count: space.dimension)), sourceLocation: sourceLocation)
}

/// The coordinates of a point give back the point and its features.
private func checkRoundTrip(
  _ point: [Double], in space: any SearchSpace, _ sourceLocation: SourceLocation
) {
  let coordinates = space.coordinates(of: point)
  let back = space.point(at: coordinates)
  let isSame =
    space.areSame(back, point)
    // A weight below one in ten thousand is rounded to zero, and the others make up for it.
    || isClose(back, point, relative: 1e-9, absolute: 2e-4 * Double(space.dimension))
  #expect(isSame, "\(point) came back as \(back)", sourceLocation: sourceLocation)
  #expect(space.areSame(point, point), sourceLocation: sourceLocation)
  #expect(
    isClose(
      space.features(at: space.projected(coordinates)), space.features(at: coordinates),
      relative: 1e-9, absolute: 1e-7), sourceLocation: sourceLocation)
}

/// Coordinates from anywhere give a point, and projecting them twice changes nothing.
private func checkStrays(
  _ space: any SearchSpace, _ stream: RandomStream, _ sourceLocation: SourceLocation
) {
  let count = space.dimension
  var strays = [0.0, -1, 1, 1e-200, 1e300, -1e300].map { Array(repeating: $0, count: count) }
  strays.append((0..<count).map { $0 == 0 ? 1 : 0 })
  strays.append((0..<count).map { $0 == 0 ? -1e-9 : -Double($0) })
  strays.append((0..<count).map { exp(-30 * Double($0)) })
  for spread in [0.1, 1, 100] {
    strays += (0..<20).map { _ in
      (0..<count).map { _ in stream.normal(standardDeviation: spread) }
    }
  }
  for stray in strays {
    let projected = space.projected(stray)
    #expect(
      isClose(space.projected(projected), projected, relative: 1e-9, absolute: 1e-12),
      "\(stray) became \(projected)", sourceLocation: sourceLocation)
    let (once, twice) = (space.point(at: stray), space.point(at: projected))
    #expect(space.contains(once), "\(stray) became \(once)", sourceLocation: sourceLocation)
    #expect(
      isClose(once, twice, relative: 1e-9, absolute: 1e-9), sourceLocation: sourceLocation)
  }
}

/// The pulled-back gradient is the slope along any curve that stays in the space, which a projection of
/// a line is; on a boundary the curve has a kink.
private func checkGradient(
  at point: [Double], in space: any SearchSpace, _ stream: RandomStream,
  _ sourceLocation: SourceLocation
) {
  let coordinates = space.coordinates(of: point)
  let feature = (0..<space.featureCount).map { _ in stream.normal() }
  let direction = coordinates.map { _ in stream.normal() }
  let away = space.projected(zip(coordinates, direction).map { $0 + 1e-3 * $1 })
  let back = space.projected(zip(coordinates, direction).map { $0 - 1e-3 * $1 })
  let isInside = zip(away, zip(back, coordinates)).allSatisfy { ahead, pair in
    // Nothing was clipped: each coordinate went about as far the one way as the other.
    abs(ahead + pair.0 - 2 * pair.1) < 0.2 * abs(ahead - pair.0)
  }
  guard isInside else { return }
  let gradient = space.pulledBack(feature, at: coordinates)
  #expect(
    isGradient([dot(gradient, direction)], at: [0], relative: 1e-5, absolute: 1e-6) { t in
      dot(
        space.features(at: space.projected(zip(coordinates, direction).map { $0 + t[0] * $1 })),
        feature)
    }, sourceLocation: sourceLocation)
}
