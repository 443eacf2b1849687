import Multitask
import RunJournal

/// The messages of TensorBoard's plugin for hyper-parameters: the shares of the mixtures and their scores.
///
/// The fields are those of `plugin_data.proto` and `api.proto` of its plugin `hparams`.
enum HyperparameterSession {
  static let plugin = "hparams"

  /// The names of the metrics, which are tags of a trial's file.
  static let metrics = ["trial/metric", "trial/loss"]

  /// Adds what all trials have in common.
  static func addExperiment(_ tasks: TaskList, to log: inout EventLog) {
    let experiment = ProtobufMessage { experiment in
      experiment.add("The shares of the tasks in the trials of stage two.", 1)
      for name in tasks.names {
        experiment.add(
          ProtobufMessage {
            $0.add(hyperparameter(of: name), 1)
            $0.add(float64, 4)
            $0.add(
              ProtobufMessage {
                $0.add(0.0, 1)
                $0.add(1.0, 2)
              }, 6)
          }, 4)
      }
      for (tag, title) in zip(metrics, [tasks[tasks.primary].metric, "log-loss"]) {
        experiment.add(
          ProtobufMessage {
            $0.add(ProtobufMessage { $0.add(tag, 2) }, 1)
            $0.add(title, 3)
            $0.add(validation, 5)
          }, 5)
      }
    }
    log.add(data(experiment, 2), of: plugin, "_hparams_/experiment")
  }

  /// Adds the beginning of a trial.
  static func addStart(_ trial: TrialRecord, _ tasks: TaskList, to log: inout EventLog) {
    let (time, weights) = (log.time, trial.mixture.weights)
    let start = ProtobufMessage { start in
      for (name, weight) in zip(tasks.names, weights) {
        start.add(
          ProtobufMessage {
            $0.add(hyperparameter(of: name), 1)
            $0.add(ProtobufMessage { $0.add(weight, 2) }, 2)
          }, 1)
      }
      start.add("trial \(trial.trial)", 4)
      start.add(time, 5)
    }
    log.add(data(start, 3), of: plugin, "_hparams_/session_start_info")
  }

  /// Adds the end of a trial.
  static func addEnd(of trial: TrialRecord, to log: inout EventLog) {
    let time = log.time
    let end = ProtobufMessage {
      $0.add(trial.result.evaluation == nil ? failure : success, 1)
      $0.add(time, 2)
    }
    log.add(data(end, 4), of: plugin, "_hparams_/session_end_info")
  }

  private static let float64 = 3
  private static let validation = 2
  private static let success = 1
  private static let failure = 2

  private static func data(_ message: ProtobufMessage, _ field: Int) -> ProtobufMessage {
    ProtobufMessage {
      $0.add(0, 1)
      $0.add(message, field)
    }
  }

  private static func hyperparameter(of name: String) -> String { "share of \(name)" }
}
