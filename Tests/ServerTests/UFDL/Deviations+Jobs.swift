import JSONSupport

extension Deviations {
    static let jobs: [Group] = [
        Group("the original fails where the node does not work on the job", [
            ("06.28 finish before start (owner)", illegal("CREATED", "finish", "Node is not working on the job")),
            ("06.29 progress before start", illegal("CREATED", "progress", "Can only progress from the STARTED phase")),
            ("06.72 finish again", illegal("FINISHED", "finish", "Node is not working on the job")),
            ("06.80 progress finished", illegal("FINISHED", "progress", "Can only progress from the STARTED phase")),
        ]),
        Group("the original fails at releasing the job that a node works on", [
            ("06.38 release while started/current", .status(406)),
            ("06.109 old node release (NodeWorkingJob)", .status(406)),
            ("06.131 release cancelled", .status(406)),
        ]),
        Group("clients write the same number in several ways", [
            ("06.48 progress 0", .status(200)),
            ("06.49 progress 1", .status(200)),
            ("06.52 progress 0.5e-05", .status(200)),
            ("06.53 progress 5e-05", .status(200)),
            ("06.56 progress 0.", .status(200)),
        ]),
        Group("the original fails at numbers that it lets through to Python", [("06.54 progress 0x5", .status(404))]),
        Group("a watcher's data may have any names; the original fails at its own", [
            ("06.60 progress body with reserved names", .status(200)),
            ("06.61 progress body with 'progress'/'node' keys (python kwargs clash)", .status(200)),
        ]),
        Group("a job that was cancelled before its start is cancelled: nobody acquires it, and so nobody starts it", [
            ("06.116 cancel CREATED", .answers(200, ["is_cancelled": true, "error_reason": "Cancelled"])),
            ("06.117 cancel again", .answers(200, ["is_cancelled": true, "error_reason": "Cancelled"])),
            ("06.118 acquire cancelled-created", .status(406)),
            ("06.119 start cancelled-created -> becomes cancelled", .status(403)),
            ("06.120 node", .answers(200, ["current_job": nil])),
            ("06.121 finish cancelled (no-op, node freed)", .status(403)),
        ]),
        Group("the original fails at hard deletes", [
            ("06.153 hard delete (has default notification actions)", .status(409)),
            ("06.154 after", .answers(200, ["deletion_time": nil])),
            ("06.156 hard delete (no notifications)", .answers(200, ["description": "lifecycle"])),
        ]),
    ]

    private static func illegal(_ phase: String, _ transition: String, _ rule: String) -> Answer {
        .detail(
            406,
            "Attempted an illegal phase-transition on workable job 13 in phase LifecyclePhase.\(phase): "
                + "\(transition)\n\(rule)."
        )
    }
}
