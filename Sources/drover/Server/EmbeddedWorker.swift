import JobEngine
import JobModel
import Logging
import ServiceLifecycle
import Worker

/// The worker inside `drover serve --worker`: it talks to the server over HTTP like any other, with a key of its own that
/// is new at each start.
struct EmbeddedWorker: Service {
    let key: String
    /// The server's address, once it serves.
    let address: AsyncStream<String>
    let images: String
    let runner: RunnerChoice
    let work: String
    let logger: Logger

    func run() async throws {
        var serving = address.cancelOnGracefulShutdown().makeAsyncIterator()
        guard let server = await serving.next() else { return }
        let resources = MachineResources.available(workFolder: work)
        var configuration = WorkerConfiguration(
            server: server, key: key, hostname: MachineResources.hostname, images: images, work: work,
            resources: resources, maximumJobs: WorkerCommand.maximumJobs(for: resources)
        )
        configuration.runner = runner
        try await WorkerService(configuration: configuration, logger: logger).run()
    }
}
