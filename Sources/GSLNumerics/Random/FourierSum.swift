/// The density of a sum of variates on [0, width], each tilted by exp(−θ*x*), as a Fourier series.
///
/// The coefficients are the characteristic function at multiples of 2π over the period; where the
/// period holds the support there is no error but that of leaving out the terms beyond the last.
struct FourierSum: Sendable {
  /// The tilt θ, not negative.
  let tilt: Double

  /// A length within which the whole sum lies but for a probability of 1e-15.
  let period: Double

  /// The coefficients of the density from the first on, real and imaginary parts in turn.
  private let density: [Double]

  /// The same divided by θ − i*t*: the coefficients of the integral of exp(θ*y*) times the density.
  private let integral: [Double]

  /// Beyond so many terms, which only caps of widely different size need, little is gained.
  private static let mostTerms = 4096

  init(widths: [Double], tilt: Double) {
    self.tilt = tilt
    period = Self.period(widths: widths, tilt: tilt)
    let masses = widths.map { Self.mass($0, tilt) }
    var (density, integral): ([Double], [Double]) = ([], [])
    for place in 1...Self.mostTerms {
      let t = 2 * Double.pi * Double(place) / period
      var (real, imaginary) = (1.0, 0.0)
      var bound = 1.0
      for (width, mass) in zip(widths, masses) {
        // ∫₀ʷ exp(−(θ − it) x) dx = (1 − exp(−(θ − it) w)) / (θ − it), without cancellation.
        let (sine, cosine) = (sin(t * width), cos(t * width))
        let half = sin(0.5 * t * width)
        let decay = exp(-tilt * width)
        let top = (real: 2 * half * half - expm1(-tilt * width) * cosine, imaginary: -decay * sine)
        let scale = 1 / ((tilt * tilt + t * t) * mass)
        let factor = (
          real: (top.real * tilt - top.imaginary * t) * scale,
          imaginary: (top.imaginary * tilt + top.real * t) * scale
        )
        (real, imaginary) = (
          real * factor.real - imaginary * factor.imaginary,
          real * factor.imaginary + imaginary * factor.real
        )
        bound *= min(1, (1 + decay) / (mass * (tilt * tilt + t * t).squareRoot()))
      }
      density += [real, imaginary]
      let scale = 1 / (tilt * tilt + t * t)
      integral += [
        (real * tilt - imaginary * t) * scale, (imaginary * tilt + real * t) * scale,
      ]
      if bound < 1e-12 { break }
    }
    self.density = density
    self.integral = integral
  }

  /// Twice the sum of the terms at a point, of the density and of the integral.
  func values(at point: Double) -> (density: Double, integral: Double) {
    let angle = 2 * Double.pi * point / period
    let (c, s) = (cos(angle), -sin(angle))
    var (a, b, p, q) = (0.0, 0.0, 0.0, 0.0)
    var place = density.count - 2
    while place >= 0 {
      (a, b) = (density[place] + a, density[place + 1] + b)
      (p, q) = (integral[place] + p, integral[place + 1] + q)
      (a, b) = (a * c - b * s, a * s + b * c)
      (p, q) = (p * c - q * s, p * s + q * c)
      place -= 2
    }
    return (2 * a, 2 * p)
  }

  /// Returns the integral of the density without tilt between two points, in units of that at the
  /// upper one, and the density at the lower point.
  ///
  /// - Parameter top: The values at the upper point.
  func mass(
    from lower: Double, to upper: Double, top: (density: Double, integral: Double)
  ) -> (above: Double, density: Double) {
    let bottom = values(at: lower)
    let fall = tilt * (upper - lower)
    let decay = exp(-fall)
    let straight = tilt > 0 ? -expm1(-fall) / tilt : upper - lower
    return (
      (straight + top.integral - decay * bottom.integral) / period,
      decay * (1 + bottom.density) / period
    )
  }

  /// The integral of exp(−a*x*) over [0, width].
  private static func mass(_ width: Double, _ a: Double) -> Double {
    a == 0 ? width : -expm1(-a * width) / a
  }

  /// The support, or Chernoff's bound of all but 1e-15 of the sum if that is less.
  private static func period(widths: [Double], tilt: Double) -> Double {
    let support = widths.reduce(0, +)
    let base = widths.reduce(0) { $0 + log(mass($1, tilt)) }
    var (least, rate) = (support, 1 / support)
    for _ in 0..<14 {
      // exp(−a x) at a negative a is taken from the upper end, where it does not overflow.
      let a = tilt - rate
      let raised = widths.reduce(0) { sum, width in
        sum + (a < 0 ? -a * width + log(mass(width, -a)) : log(mass(width, a)))
      }
      least = min(least, (raised - base + 35) / rate)
      rate *= 2
    }
    return least
  }
}
