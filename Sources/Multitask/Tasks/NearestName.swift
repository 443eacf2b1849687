/// Returns the nearest name, for suggestions in messages; nil if none is near.
///
/// Near is an optimal-string-alignment distance (Damerau 1964) of at most a third of the longer name, or
/// one; the first of several is returned.
public func nearestName(to name: String, among names: [String]) -> String? {
  let wanted = Array(name.lowercased())
  return
    names
    .map { (name: $0, distance: alignmentDistance(wanted, Array($0.lowercased()))) }
    .filter { $0.distance <= max(1, max(wanted.count, $0.name.count) / 3) }
    .min { $0.distance < $1.distance }?
    .name
}

private func alignmentDistance(_ left: [Character], _ right: [Character]) -> Int {
  var before: [Int] = []
  var last = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var row = [i + 1]
    for (j, b) in right.enumerated() {
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a == b ? 0 : 1))
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { best = min(best, before[j - 1] + 1) }
      row.append(best)
    }
    (before, last) = (last, row)
  }
  return last[right.count]
}
