import Multitask

/// Returns a question after the name that was probably meant, or nothing where none is near.
func didYouMean(_ name: String, among names: [String]) -> String {
  nearestName(to: name, among: names).map { ": did you mean '\($0)'?" } ?? ""
}
