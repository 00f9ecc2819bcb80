import JobModel

/// What an operator may set of a worker.
package struct WorkerConfiguration: Sendable {
    /// Such as `http://127.0.0.1:8080`, without a slash at its end.
    package var server: String
    /// A key with the worker role.
    package var key: String
    package var hostname: String
    /// The folder that holds one folder for each image, for jobs that run as processes.
    package var images: String
    package var runner = RunnerChoice.process
    /// Where executions get their folders.
    package var work: String
    package var resources: ResourceAmounts
    package var maximumJobs: Int
    /// How long a process that is told to end may take before it is killed.
    package var grace: Duration = .seconds(2)

    package init(
        server: String, key: String, hostname: String, images: String, work: String, resources: ResourceAmounts,
        maximumJobs: Int
    ) {
        self.server = server
        self.key = key
        self.hostname = hostname
        self.images = images
        self.work = work
        self.resources = resources
        self.maximumJobs = maximumJobs
    }
}
