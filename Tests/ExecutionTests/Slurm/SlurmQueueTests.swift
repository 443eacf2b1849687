import Foundation
import Testing

@testable import Execution

@Suite struct SlurmQueueTests {
  /// What `squeue --json` of Slurm 22.05 said of an array of four, shortened to what is read.
  private static let version22 = """
    {"meta": {}, "errors": [], "jobs": [
      {"job_id": 2, "array_job_id": 1, "array_task_id": 0, "array_task_string": "", "name": "a b;c",
       "job_state": "COMPLETED", "exit_code": 0},
      {"job_id": 3, "array_job_id": 1, "array_task_id": 1, "array_task_string": "", "name": "a b;c",
       "job_state": "FAILED", "exit_code": 256},
      {"job_id": 5, "array_job_id": 1, "array_task_id": 4, "array_task_string": "", "name": "a b;c",
       "job_state": "FAILED", "exit_code": 11},
      {"job_id": 1, "array_job_id": 1, "array_task_id": null, "array_task_string": "2-3", "name": "a b;c",
       "job_state": "PENDING", "exit_code": 0}]}
    """

  /// The same in the form of Slurm 23.11: words in lists, and numbers in objects.
  private static let version23 = """
    {"jobs": [
      {"job_id": 2, "array_job_id": {"set": true, "infinite": false, "number": 1},
       "array_task_id": {"set": true, "infinite": false, "number": 0}, "array_task_string": "",
       "name": "a b;c", "job_state": ["COMPLETED"],
       "exit_code": {"return_code": {"set": true, "number": 0}, "signal": {"id": {"set": false, "number": 0}}}},
      {"job_id": 3, "array_job_id": {"set": true, "number": 1}, "array_task_id": {"set": true, "number": 1},
       "array_task_string": "", "name": "a b;c", "job_state": ["FAILED"],
       "exit_code": {"return_code": {"set": true, "number": 1}, "signal": {"id": {"set": false, "number": 0}}}},
      {"job_id": 5, "array_job_id": {"set": true, "number": 1}, "array_task_id": {"set": true, "number": 4},
       "array_task_string": "", "name": "a b;c", "job_state": ["FAILED"],
       "exit_code": {"return_code": {"set": false, "number": 0}, "signal": {"id": {"set": true, "number": 11}}}},
      {"job_id": 1, "array_job_id": {"set": true, "number": 1}, "array_task_id": {"set": false, "number": 0},
       "array_task_string": "2-3%1", "name": "a b;c", "job_state": ["PENDING"], "exit_code": {}}]}
    """

  @Test(arguments: [version22, version23])
  func theStatesOfAnArrayAreRead(json: String) throws {
    let queue = try SlurmQueue(json: Data(json.utf8))
    func state(_ index: Int) -> SlurmState? {
      queue.states[SlurmTask(array: "a b;c", index: index)]
    }
    #expect(queue.numbers == ["a b;c": 1])
    #expect(state(0) == .over(word: "COMPLETED", .init()))
    #expect(state(1) == .over(word: "FAILED", .init(code: 1)))
    #expect(state(2) == .open)
    #expect(state(3) == .open)
    #expect(state(4) == .over(word: "FAILED", .init(signal: 11)))
    #expect(queue.states.count == 5)
  }

  /// What Slurm 22.05 says while a node is drained, and while others have it.
  @Test func whatJobsWaitForIsASentence() throws {
    func job(_ name: String, _ tasks: String, _ reason: String) -> String {
      """
      {"job_id": 1, "name": "\(name)", "job_state": "PENDING", "array_task_string": "\(tasks)",
       "state_reason": "\(reason)"}
      """
    }
    let drained =
      "Nodes_required_for_job_are_DOWN,_DRAINED_or_reserved_for_jobs_in_higher_priority_partitions"
    let jobs = [
      job("a", "0-2", drained), job("b", "0", "Resources"), job("c", "0", "JobHeldAdmin"),
      job("d", "0", "PartitionDown"),
    ]
    let queue = try SlurmQueue(json: Data("{\"jobs\": [\(jobs.joined(separator: ","))]}".utf8))
    let ours = queue.states.keys.filter { $0.array != "d" }
    #expect(
      queue.obstacles(of: ours) == [
        "a job waits in Slurm's queue: JobHeldAdmin",
        "3 jobs wait in Slurm's queue: Nodes required for job are DOWN, DRAINED or reserved for "
          + "jobs in higher priority partitions",
      ])
  }

  @Test(arguments: [
    ("1,4-6", [1, 4, 5, 6]), ("0-6:3%2", [0, 3, 6]), ("", []), ("7-", [7]), ("5-2", []),
    ("0-9:0", []), ("x", []),
  ])
  func waitingTasksAreRead(list: String, indices: [Int]) throws {
    let json = """
      {"jobs": [{"job_id": 1, "name": "n", "job_state": "PENDING", "array_task_string": "\(list)"}]}
      """
    let queue = try SlurmQueue(json: Data(json.utf8))
    #expect(queue.states.keys.map(\.index).sorted() == indices)
  }

  @Test func aJobThatIsBeingCleanedUpIsNotOver() {
    #expect(SlurmState(words: ["CANCELLED", "COMPLETING"], .init()) == .open)
  }

  @Test func otherProgramsWordsAreRead() {
    #expect(
      SlurmState(
        shown:
          "JobId=4 ArrayTaskId=2 JobState=NODE_FAIL Reason=NodeFail ExitCode=0:1 RunTime=00:00:04")
        == .over(word: "NODE_FAIL", .init(signal: 1)))
    #expect(SlurmState(shown: "slurm_load_jobs error: Invalid job id specified") == .unknown)
    #expect(
      SlurmState(accounted: "CANCELLED by 1000|0:15\nCANCELLED|0:15\n")
        == .over(word: "CANCELLED", .init(signal: 15)))
    #expect(SlurmState(accounted: "") == .unknown)
  }

  @Test(arguments: [
    (
      "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
      SubmissionProblem.noController
    ),
    (
      "sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates "
        + "accounting/QOS policy (job submit limit, user's size and/or time limits)", .isFull
    ),
    (
      "sbatch: error: Batch job submission failed: Requested time limit is invalid (missing or exceeds some limit)",
      .tooMuchTime
    ),
    ("sbatch: error: Batch job submission failed: Invalid partition name specified", .refused),
  ])
  fileprivate func refusalsAreToldApart(errors: String, problem: SubmissionProblem) {
    #expect(SubmissionProblem(errors) == problem)
  }

  @Test(arguments: [
    ("30", 30), ("0:30", 1), ("2:00:00", 120), ("1-0", 1_440), ("1-2:30", 1_590),
    ("1-0:0:1", 1_441),
  ])
  func timesAreRead(text: String, minutes: Int) {
    #expect(SlurmTime(text)?.minutes == minutes)
  }

  @Test(arguments: ["", "x", "1:2:3:4", "1-2-3", "-1", "UNLIMITED", "99999999999999999999"])
  func otherTextsAreNoTimes(text: String) {
    #expect(SlurmTime(text) == nil)
  }
}
