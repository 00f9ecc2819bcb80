extension BuiltinError {
    /// Every built-in error, in the order in which its row is made.
    package static let all: [BuiltinError] = [
        .init("unknown", "Unknown", "The error is not known", .system, isRetried: true),
        .init("database", "Database", "The database could not be reached", .system, isRetried: true),
        .init("database-operation", "Database Operation", "A database operation failed", .system, isRetried: true),
        .init("filesystem-io", "Filesystem I/O", "Reading or writing a file failed", .system, isRetried: true),
        .init("task-launch", "Task Launch", "The job could not be launched", .system, isRetried: true),
        .init("docker-task-launch", "Docker Task Launch", "The container of the job could not be launched", .system, isRetried: true),
        .init("docker-terminated", "Docker Terminated", "The container of the job was ended from outside", .system, isRetried: true),
        .init("node-lost", "Node Lost", "The node that ran the job is gone", .system, isRetried: true),
        .init("resource-starvation", "Resource Starvation", "The resources for the next step never became free", .system, isRetried: true),
        .init("launch-timeout", "Launch Timeout", "The job did not start in time", .system, isRetried: true),
        .init("pull-timeout", "Pull Timeout", "The image was not there in time", .system, isRetried: true),
        .init("pre-timeout", "Pre-task Timeout", "The inputs were not there in time", .system, isRetried: true),
        .init("post-timeout", "Post-task Timeout", "The outputs were not stored in time", .system, isRetried: true),
        .init("system-timeout", "System Timeout", "A system job ran longer than its limit", .system, isRetried: true),
        .init("pull", "Pull", "The image could not be pulled", .system, isRetried: true),
        .init("scheduler-lost", "Scheduler Lost", "The scheduler lost sight of the job", .system, isRetried: true),
        .init("ingest-timeout", "Ingest Timeout", "The ingest did not end in time", .system, isRetried: true),
        .init("timeout", "Timeout", "The job ran longer than its limit", .algorithm, isRetried: false),
        .init("algorithm-unknown", "Unknown Algorithm Error", "The job ended with an exit code that its manifest does not map", .algorithm, isRetried: false),
        .init("invalid-results-manifest", "Invalid Results Manifest", "The job wrote results that do not fit its manifest", .algorithm, isRetried: false),
        .init("missing-required-output", "Missing Required Output", "The job did not write an output that its manifest requires", .algorithm, isRetried: false),
        .init("unexpected-multiple-outputs", "Unexpected Multiple Outputs", "The job wrote several files for an output that takes one", .algorithm, isRetried: false),
        .init("missing-setting", "Missing Setting", "A setting that the job needs has no value", .system, isRetried: false),
        .init("missing-mount", "Missing Mount", "A mount that the job needs has no configuration", .system, isRetried: false),
        .init("deleted-file", "Deleted File", "An input file has been deleted", .system, isRetried: false),
        .init("missing-file", "Missing File", "An input file cannot be found", .system, isRetried: false),
        .init("test", "Test", "An error for tests", .system, isRetried: false),
    ]

    /// An exit code that nothing maps (scale.md §6.4).
    package static let unmappedExitCode = "algorithm-unknown"
    package static let timeout = "timeout"
    package static let nodeLost = "node-lost"
    package static let unknown = "unknown"

    private init(_ name: String, _ title: String, _ description: String, _ category: ErrorCategory, isRetried: Bool) {
        self.init(name: name, title: title, description: description, category: category, isRetried: isRetried)
    }
}
