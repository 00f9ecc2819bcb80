import JSONSupport
import Logging
import SeedManifest
import WorkerProtocol

/// One execution from claim to report: inputs, the job itself, log, outputs.
struct ExecutionRun: Sendable {
    let work: ClaimedWork
    let connection: ServerConnection
    let configuration: WorkerConfiguration
    let runner: any JobRunner
    let control: ExecutionControl
    let logger: Logger

    /// Runs the execution and reports its end, unless its lease is lost.
    func run() async {
        do {
            let end = try await attempt()
            try await report(end)
        } catch {
            logger.error("execution not reported", metadata: ["execution": "\(work.execution)", "error": "\(error)"])
        }
    }

    private func attempt() async throws -> ExecutionEnd {
        let folder = try await BlockingCalls.run { [configuration, work] in
            try RunFolder(below: configuration.work, execution: work.execution)
        }
        let end: ExecutionEnd
        do {
            end = try await attempt(in: folder)
        } catch let failure as OutputCapture.Failure {
            end = .failed(error: failure.error, exitCode: 0, message: failure.message)
        } catch let failure as LaunchFailure {
            end = .failed(error: failure.error, message: failure.description)
        } catch let refusal as ServerRefusal {
            end = .failed(error: "filesystem-io", message: refusal.description)
        } catch {
            end = .failed(error: "task-launch", message: "\(error)")
        }
        try await BlockingCalls.run { folder.remove() }
        return end
    }

    private func attempt(in folder: RunFolder) async throws -> ExecutionEnd {
        let legacy = try LegacyCommand(work)
        let manifest = try SeedManifest.stored(work.manifest)
        let mounts = work.configuration["mounts"]?.objectValue ?? JSONObject()
        let neededMounts = legacy?.neededMounts ?? manifest.mounts.map(\.name)
        if let mount = neededMounts.first(where: { mounts[$0] == nil }) {
            return .failed(error: "missing-mount", message: "The mount '\(mount)' has no configuration.")
        }
        if let setting = legacy?.missingSetting {
            return .failed(error: "missing-setting", message: "The setting '\(setting)' has no value.")
        }
        do {
            try await InputFetch(work: work, connection: connection, control: control).fetch(manifest, to: folder)
        } catch {
            return .failed(error: "filesystem-io", message: "An input could not be fetched: \(error)")
        }
        let order = JobOrder(work: work, manifest: manifest, legacy: legacy, folder: folder, control: control)
        let job = try await runner.prepare(order)
        let end: JobEnd?
        do {
            end = try await launch(job, folder: folder)
        } catch {
            await job.discard()
            throw error
        }
        await job.discard()
        guard let end else { return .failed(error: "unknown", message: "ended before it began") }
        if let failure = end.failure(of: order) { return failure }
        return try await capture(manifest, folder: folder, legacyPlace: legacy == nil ? nil : job.outputFolder)
    }

    /// - Returns: nil when the job was not started any more.
    private func launch(_ job: any PreparedJob, folder: RunFolder) async throws -> JobEnd? {
        guard control.interruption == nil else { return nil }
        try await connection.post(WorkerPaths.start(work.execution), .object(JSONObject()))
        return try await runWithLog(job, folder: folder)
    }

    private func runWithLog(_ job: any PreparedJob, folder: RunFolder) async throws -> JobEnd {
        let ending = ProcessEnding()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for (stream, path) in [("stdout", folder.standardOutput), ("stderr", folder.standardError)] {
                let sender = LogSender(
                    connection: connection, execution: work.execution, stream: stream, path: path, control: control,
                    logger: logger
                )
                group.addTask { await sender.run(until: { ending.hasCome }) }
            }
            defer { ending.come() }
            let end = try await job.run(limit: work.timeout, grace: configuration.grace)
            ending.come()
            try await group.waitForAll()
            return end
        }
    }

    /// - Parameter legacyPlace: how a legacy job names the folder of its outputs; nil for a Seed job.
    private func capture(
        _ manifest: SeedManifest, folder: RunFolder, legacyPlace: String?
    ) async throws -> ExecutionEnd {
        let capture = try await BlockingCalls.run { [work] in
            if let legacyPlace {
                return try OutputCapture(legacy: work, manifest: manifest, folder: folder, seenAs: legacyPlace)
            }
            return try OutputCapture(manifest: manifest, folder: folder.outputs)
        }
        var files: [String: [Int64]] = [:]
        var metadata = sourceMetadata(capture, manifest: manifest)
        for file in capture.files {
            let id = try await upload(file, folder: folder)
            files[file.output.name, default: []].append(id)
            metadata[id] = capture.metadata[file.path]
        }
        return .succeeded(files: files, values: capture.values, metadata: metadata)
    }

    /// What the job found out about its inputs; only for inputs of one file (scale.md §7.5).
    private func sourceMetadata(_ capture: OutputCapture, manifest: SeedManifest) -> [Int64: JSON] {
        manifest.inputFiles.filter { !$0.takesSeveral }.reduce(into: [:]) { metadata, input in
            guard let file = work.files[input.name]?.first else { return }
            metadata[file.id] = capture.metadata[input.name]
        }
    }

    private func upload(_ file: OutputCapture.File, folder: RunFolder) async throws -> Int64 {
        let path = folder.outputs + "/" + file.path
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        let target = WorkerPaths.output(
            work.execution, output: PathSegment.encode(file.output.name), name: PathSegment.encode(name)
        ) + "?media_type=" + PathSegment.encode(file.output.mediaType)
        let answer = try await Retry.whileUseful({ control.interruption != .lost }) {
            let size = try await BlockingCalls.run { try FileSize.of(path) }
            return try await connection.put(target, FileChunks(path: path), length: size)
        }
        guard let id = answer["file_id"]?.intValue else { throw ProtocolError("The server gave the output no id.") }
        return id
    }

    /// Tells the server how it ended; the telling is repeated until the server has heard it or the lease is lost.
    private func report(_ end: ExecutionEnd) async throws {
        switch control.interruption {
        case .lost:
            return
        case .shutdown:
            try await connection.post(WorkerPaths.release(work.execution), ["reason": "the worker shuts down"])
        case .canceled, .timeout, nil:
            _ = try await Retry.whileUseful({ control.interruption != .lost }) {
                try await connection.post(WorkerPaths.finish(work.execution), end.json)
            }
        }
    }
}
