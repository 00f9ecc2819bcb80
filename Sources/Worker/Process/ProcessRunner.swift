import JSONSupport
import SeedManifest
import WorkerProtocol

/// Runs jobs as child processes of the worker.
struct ProcessRunner: JobRunner {
    /// The folder that holds one folder for each image.
    let images: String

    func prepare(_ order: JobOrder) async throws -> any PreparedJob {
        try await BlockingCalls.run { try process(order) }
    }

    private func process(_ order: JobOrder) throws -> JobProcess {
        let (work, folder) = (order.work, order.folder)
        let image = try ImageFolder(image: order.image, below: images)
        let mounts = work.configuration["mounts"]?.objectValue ?? JSONObject()
        let paths = JobPaths(inputs: folder.inputs, outputs: folder.outputs)
        let variables = JobEnvironment(
            work, manifest: order.manifest, paths: paths,
            mounts: mounts.reduce(into: [:]) { $0[$1.key] = $1.value["host_path"]?.stringValue },
            own: [
                "PATH": SearchPath.ofJobs, "HOME": folder.scratch, "TMPDIR": folder.scratch, "LANG": "C.UTF-8",
                "IMAGE_DIR": image.path,
            ]
        ).variables
        let words = try order.words(variables, paths)
        guard let found = image.executable(for: words, searchPath: SearchPath.ofJobs) else {
            throw LaunchFailure(
                "task-launch",
                "The command '\(words.first ?? "")' is neither in the image's folder nor on the path, and the image has no entrypoint."
            )
        }
        return JobProcess(
            executable: found.path, arguments: found.arguments, environment: order.environment(variables), folder: folder,
            control: order.control
        )
    }
}
