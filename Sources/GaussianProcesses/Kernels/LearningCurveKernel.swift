public import GSLNumerics

/// The kernel of learning curves: a limit, a shortfall that fades with training, and a deviation of each
/// run.
///
/// An input is the features x, then the share s in (0, 1] of the whole training, then the number t of
/// the run, rounded; a negative number is the mean over runs. The value is
///
///     f(x, s, t) = g(x, s) + (s⁻ᵃ − 1) h(x) + e(s, t)
///
/// with independent processes. The limit g is a Brownian motion in sᵖ with the growth p, so that early
/// values say little of the end. The shortfall h, a process around a constant that all curves share, fades
/// as a power law. The deviation e of a run varies along its curve.
///
/// The power law is the family pow3 of Domhan, Springenberg and Hutter (2015)
/// <https://www.ijcai.org/Proceedings/15/Papers/487.pdf>; the separate process of
/// the curves' ends follows Swersky, Snoek and Adams (2014) <https://arxiv.org/abs/1406.3896>. The rest is
/// ours: with a growth of zero, the usual model, a short training says as much of the limit as a long one
/// except for the shortfall, but the curves of mixtures cross.
///
/// The hyper-parameters are those of the limit, the growth p, those of the shortfall, the variance of
/// its constant, the exponent a, and those of the deviation.
public struct LearningCurveKernel: Kernel {
  /// The kernel of the limit at the full share, over the features.
  public var limit: any RadialKernel

  /// The growth: the exponent p of the limit's Brownian motion, positive.
  public var growth: Double

  /// The kernel of the shortfall at s⁻ᵃ = 2, without the constant, over the features.
  public var shortfall: any RadialKernel

  /// The variance of the shortfall's constant, positive.
  public var commonVariance: Double

  /// The exponent a of the power law, positive.
  public var exponent: Double

  /// The kernel of a run's deviation, over the share.
  public var deviation: any RadialKernel

  /// Creates a kernel.
  public init(
    limit: any RadialKernel, growth: Double = 1, shortfall: any RadialKernel,
    commonVariance: Double = 1, exponent: Double = 0.5, deviation: any RadialKernel
  ) {
    precondition(
      limit.dimension == shortfall.dimension && deviation.dimension == 1,
      "two kernels over the same features and one over the share are expected")
    precondition(
      growth > 0 && commonVariance > 0 && exponent > 0,
      "positive numbers are expected, got \(growth), \(commonVariance) and \(exponent)")
    self.limit = limit
    self.growth = growth
    self.shortfall = shortfall
    self.commonVariance = commonVariance
    self.exponent = exponent
    self.deviation = deviation
  }

  /// The number of features and two: the share and the run.
  public var dimension: Int { limit.dimension + 2 }

  /// The natural logarithms of the hyper-parameters.
  public var logParameters: [Double] {
    get {
      limit.logParameters + [log(growth)] + shortfall.logParameters
        + [log(commonVariance), log(exponent)] + deviation.logParameters
    }
    set {
      let count = logParameters.count
      precondition(
        newValue.count == count, "\(count) parameters are expected, got \(newValue.count)")
      var rest = newValue[...]
      func next(_ count: Int) -> [Double] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
      limit.logParameters = next(limit.logParameters.count)
      growth = exp(next(1)[0])
      shortfall.logParameters = next(shortfall.logParameters.count)
      commonVariance = exp(next(1)[0])
      exponent = exp(next(1)[0])
      deviation.logParameters = next(deviation.logParameters.count)
    }
  }

  // MARK: - Covariances

  /// Returns the variance at each row, `[rows]`.
  public func variances(_ inputs: Matrix) -> [Double] {
    let parts = Parts(inputs, self)
    let limits = limit.variances(parts.features)
    let shortfalls = shortfall.variances(parts.features)
    let deviations = deviation.variances(parts.shares)
    return (0..<inputs.rows).map { row in
      parts.visible[row] * limits[row]
        + parts.gaps[row] * parts.gaps[row] * (shortfalls[row] + commonVariance)
        + (parts.runs[row] < 0 ? 0 : deviations[row])
    }
  }

  /// Returns the derivatives of the variance at an input, `[dimension]`.
  public func varianceGradient(at point: [Double]) -> [Double] {
    let here = Parts(Matrix(rows: 1, columns: point.count, elements: point), self)
    let (share, visible, gap) = (here.shares[0, 0], here.visible[0], here.gaps[0])
    let features = here.features.row(0)
    let ofFeatures = zip(
      limit.varianceGradient(at: features), shortfall.varianceGradient(at: features)
    ).map { visible * $0 + gap * gap * $1 }
    let ofShare =
      growth * visible / share * limit.variances(here.features)[0]
      + 2 * gap * gapSlope(share) * (shortfall.variances(here.features)[0] + commonVariance)
      + (here.runs[0] < 0 ? 0 : deviation.varianceGradient(at: [share])[0])
    return ofFeatures + [ofShare, 0]
  }

  /// Returns the covariances of each row of one matrix with each row of another,
  /// `[left.rows, right.rows]`.
  public func matrix(_ left: Matrix, _ right: Matrix) -> Matrix {
    let (left, right) = (Parts(left, self), Parts(right, self))
    return sum(
      left, right, limits: limit.matrix(left.features, right.features),
      shortfalls: shortfall.matrix(left.features, right.features),
      deviations: deviation.matrix(left.shares, right.shares))
  }

  /// Returns the covariances of the rows with one another, `[rows, rows]`.
  public func matrix(_ inputs: Matrix) -> Matrix {
    let parts = Parts(inputs, self)
    return sum(
      parts, parts, limits: limit.matrix(parts.features),
      shortfalls: shortfall.matrix(parts.features), deviations: deviation.matrix(parts.shares))
  }

  private func sum(
    _ left: Parts, _ right: Parts, limits: Matrix, shortfalls: Matrix, deviations: Matrix
  ) -> Matrix {
    var result = limits
    for row in left.runs.indices {
      for column in right.runs.indices {
        let index = row * right.runs.count + column
        let gaps = left.gaps[row] * right.gaps[column]
        result.elements[index] =
          min(left.visible[row], right.visible[column]) * limits.elements[index]
          + gaps * (shortfalls.elements[index] + commonVariance)
        if left.runs[row] >= 0, left.runs[row] == right.runs[column] {
          result.elements[index] += deviations.elements[index]
        }
      }
    }
    return result
  }

  // MARK: - Derivatives

  /// Returns Σᵢⱼ wᵢⱼ ∂k(xᵢ, xⱼ)/∂θ for each logarithm θ of a hyper-parameter.
  public func parameterGradient(weights: Matrix, inputs: Matrix) -> [Double] {
    let n = inputs.rows
    let parts = Parts(inputs, self)
    let limits = limit.matrix(parts.features).elements
    let shortfalls = shortfall.matrix(parts.features).elements
    // With respect to the exponent's logarithm: the slope along log s times log s.
    let gapSlopes = parts.shares.elements.map { gapSlope($0) * $0 * log($0) }
    var (ofLimit, ofShortfall, ofDeviation) = (weights, weights, weights)
    var (ofGrowth, ofCommon, ofExponent) = (0.0, 0.0, 0.0)
    for row in 0..<n {
      for column in 0..<n {
        let index = row * n + column
        let weight = weights.elements[index]
        let visible = min(parts.visible[row], parts.visible[column])
        ofLimit.elements[index] = weight * visible
        // log sᵖ is the growth times the logarithm of the smaller share.
        ofGrowth += weight * limits[index] * visible * log(visible)
        let gaps = weight * parts.gaps[row] * parts.gaps[column]
        ofShortfall.elements[index] = gaps
        ofCommon += gaps
        // The weights are symmetric, so the column's part equals the row's.
        ofExponent +=
          2 * weight * gapSlopes[row] * parts.gaps[column] * (shortfalls[index] + commonVariance)
        if parts.runs[row] < 0 || parts.runs[row] != parts.runs[column] {
          ofDeviation.elements[index] = 0
        }
      }
    }
    return limit.parameterGradient(weights: ofLimit, inputs: parts.features) + [ofGrowth]
      + shortfall.parameterGradient(weights: ofShortfall, inputs: parts.features)
      + [commonVariance * ofCommon, ofExponent]
      + deviation.parameterGradient(weights: ofDeviation, inputs: parts.shares)
  }

  /// Returns Σᵢ wᵢ ∂k(x, xᵢ)/∂x, `[dimension]`; zero along the number of the run, a step function.
  ///
  /// Where two shares are equal the covariance has a kink; the mean of the one-sided derivatives is
  /// returned.
  public func inputGradient(at point: [Double], inputs: Matrix, weights: [Double]) -> [Double] {
    let here = Parts(Matrix(rows: 1, columns: point.count, elements: point), self)
    let there = Parts(inputs, self)
    let (share, visible) = (here.shares[0, 0], here.visible[0])
    let features = here.features.row(0)
    let limits = limit.matrix(here.features, there.features).elements
    let shortfalls = shortfall.matrix(here.features, there.features).elements
    var ofLimit = weights
    var ofShortfall = weights
    var ofDeviation = weights
    var ofShare = 0.0
    for (row, weight) in weights.enumerated() {
      ofLimit[row] = weight * min(there.visible[row], visible)
      ofShortfall[row] = weight * there.gaps[row]
      if here.runs[0] < 0 || there.runs[row] != here.runs[0] { ofDeviation[row] = 0 }
      let side = there.visible[row] > visible ? 1 : there.visible[row] == visible ? 0.5 : 0
      ofShare += side * weight * limits[row] * growth * visible / share
      ofShare += gapSlope(share) * ofShortfall[row] * (shortfalls[row] + commonVariance)
    }
    ofShare +=
      deviation.inputGradient(at: [share], inputs: there.shares, weights: ofDeviation)[0]
    let ofFeatures = zip(
      limit.inputGradient(at: features, inputs: there.features, weights: ofLimit),
      shortfall.inputGradient(at: features, inputs: there.features, weights: ofShortfall)
    ).map { $0 + here.gaps[0] * $1 }
    return ofFeatures + [ofShare, 0]
  }

  /// The derivative of s⁻ᵃ − 1 with respect to s.
  private func gapSlope(_ share: Double) -> Double {
    -exponent * exp(-exponent * log(share)) / share
  }

  // MARK: - Parts

  /// The parts of rows of inputs.
  private struct Parts {
    let features: Matrix
    let shares: Matrix
    let runs: [Double]

    /// sᵖ of each row.
    let visible: [Double]

    /// s⁻ᵃ − 1 of each row.
    let gaps: [Double]

    init(_ inputs: Matrix, _ kernel: LearningCurveKernel) {
      let (n, d) = (inputs.rows, kernel.limit.dimension)
      precondition(
        inputs.columns == d + 2, "\(d + 2) coordinates are expected, got \(inputs.columns)")
      var features = Matrix(rows: n, columns: d)
      var shares = Matrix(rows: n, columns: 1)
      var runs = [Double](repeating: 0, count: n)
      for row in 0..<n {
        for column in 0..<d { features[row, column] = inputs[row, column] }
        shares[row, 0] = inputs[row, d]
        runs[row] = inputs[row, d + 1].rounded()
      }
      self.features = features
      self.shares = shares
      self.runs = runs
      visible = shares.elements.map { exp(kernel.growth * log($0)) }
      gaps = shares.elements.map { exp(-kernel.exponent * log($0)) - 1 }
    }
  }
}
