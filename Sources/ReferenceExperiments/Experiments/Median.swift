/// Returns the median of some values.
///
/// - Precondition: There is a value.
func median(_ values: [Double]) -> Double {
  precondition(!values.isEmpty, "a sample of at least one value is expected")
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
