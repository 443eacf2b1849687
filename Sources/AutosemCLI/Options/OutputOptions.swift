import ArgumentParser
import ExperimentTracking

/// The options of what a run prints.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Show no progress.")
  var quiet = false

  @OptionGroup var form: JSONOption

  @Option(
    help: ArgumentHelp(
      "A file that takes each event of the run as a line of JSON.", valueName: "file"),
    completion: .file())
  var events: String?

  @Option(
    help: ArgumentHelp(
      "A folder of TensorBoard's logs, in which the run's own follow it.", valueName: "folder"),
    completion: .directory)
  var tensorboard: String?

  @Option(
    help: ArgumentHelp(
      "An MLflow server that the run is recorded on, with a nested run for each trial.",
      valueName: "address"),
    transform: { text in
      do {
        return try MLflowServer(address: text)
      } catch {
        throw ValidationError("\(error)")
      }
    })
  var mlflow: MLflowServer?
}
