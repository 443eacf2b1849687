import Foundation
import RunJournal
import TestSupport
import Testing

/// Searches whose jobs run elsewhere.
@Suite struct ExecutorTests {
  /// A search in plain shell, its trainer's script preceded by some lines.
  private func search(
    _ folder: TemporaryFolder, _ output: String, _ settings: String..., first: String = ""
  ) throws -> (result: Tool.Result, journal: Journal) {
    let script = try String(
      contentsOf: repositoryRoot.appending(path: "experiments/command/shell.sh"), encoding: .utf8)
    let path = try folder.write(
      script.replacing("near=0", with: first + "\nnear=0"), to: "shell.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try folder.write(
      String(
        contentsOf: repositoryRoot.appending(path: "experiments/command/shell.yml"), encoding: .utf8
      ),
      to: "shell.yml")
    let result = try Tool(
      ["run", "shell.yml", "--output", output] + settings.flatMap { ["--set", $0] },
      in: folder.url
    ).result()
    return (result, try Journal.open(in: folder.url.appending(path: output)))
  }

  /// The journal but for the notes of jobs that were run again.
  private func steps(_ journal: Journal) throws -> [Substring] {
    try journal.transcript().split(separator: "\n").filter { !$0.contains("was run again") }
  }

  @Test func processesGiveTheJournalOfThreads() throws {
    let folder = try TemporaryFolder()
    let threads = try search(folder, "threads")
    let processes = try search(
      folder, "processes", "executor=processes", "executor.memory=2G", "executor.threads=1")
    #expect(processes.result.status == 0, "\(processes.result.errors)")
    #expect(
      processes.result.errors.contains(
        "executor: 2 processes, each with at most 2G of memory and 1 thread"))
    #expect(!threads.result.errors.contains("executor:"))
    #expect(try processes.journal.transcript() == threads.journal.transcript())
  }

  @Test func aWorkerThatIsKilledIsReplacedAndItsJobRunAgain() throws {
    let folder = try TemporaryFolder()
    let threads = try search(folder, "threads")
    // The first three trainers that train kill their worker: the parent of the guardian.
    let first = """
      worker=$(cut -d' ' -f4 "/proc/$PPID/stat")
      case $(cat "/proc/$worker/cmdline" | tr '\\0' ' ') in
        *worker*) mkdir killed1 || mkdir killed2 || mkdir killed3 || worker= ;;
        *) worker= ;;
      esac 2> /dev/null
      [ -z "$worker" ] || { sleep 0.2; kill -KILL "$worker"; }
      """
    let processes = try search(folder, "processes", "executor=processes", first: first)
    #expect(processes.result.status == 0, "\(processes.result.errors)")
    #expect(try steps(processes.journal) == steps(threads.journal))
  }

  @Test func wrongExecutorsAreRefused() throws {
    for (setting, message) in [
      ("executor=clouds", "'executor.kind': 'threads', 'processes' or 'slurm' was expected"),
      ("executor.memory=8GB", "'executor.memory': memory such as '8G' or '512M' was expected"),
      ("executor.retries=-1", "'executor.retries': a whole number from 0 to 1000 was expected"),
    ] {
      let result = try Tool.run("run", "--primary", "rte", "--set", setting, "--dry-run")
      #expect(result.status == 2)
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }
}
