import FoundationEssentials
import JSONSupport
import Subprocess
import SystemPackage
import Worker

/// How long a container takes to start through Drover, from the submit on, against the engine's own command line. The
/// job says itself when it runs, by the machine's clock since its start.
struct ContainerBench {
    private static let name = "bench-container"
    private static let reference = ImageReference("drover-bench/busybox:1.0.0")
    private static let measure = "submit to a running container against the engine's own command line, medians"
    private static let target = "≤ × 1.3"

    let folder: String
    let rounds: Int

    /// One line of the table, also where nothing can be measured.
    func result() async -> BenchResult {
        do {
            let (own, theirs, command) = try await times()
            let ratio = own / max(theirs, 0.001)
            return BenchResult(
                measure: Self.measure,
                value: "\((own * 1_000).shown) ms against \((theirs * 1_000).shown) ms of `\(command) run`, × \(ratio.shown)",
                target: Self.target, isMet: ratio <= 1.3
            )
        } catch {
            return BenchResult(
                measure: Self.measure, value: "skipped: \(SafeText.oneLine("\(error)"))", target: Self.target, isMet: nil
            )
        }
    }

    private func times() async throws -> (own: Double, theirs: Double, command: String) {
        let socket = try await EngineSocket.find(nil)
        let archive = try await BusyboxImage.archive(folder: folder)
        let engine = try await ContainerEngine.with(socket: socket) { engine in
            try await engine.importImage(Self.reference, archive: archive)
            return engine.name
        }
        let commandLine = try await EngineCommandLine.find(engine, socket: socket, image: Self.reference.text)
        let medians = try await LocalServer.run(
            dataDirectory: folder + "/container-data",
            arguments: ["--worker", "--runner", "container", "--container-engine", socket, "--log-level", "error"],
            logPath: folder + "/container.log"
        ) { server in
            let client = APIClient(settings: server.settings)
            do {
                let medians = try await alternate(client, commandLine)
                await client.close()
                return medians
            } catch {
                await client.close()
                throw error
            }
        }
        try? await ContainerEngine.with(socket: socket) { try await $0.removeImage(Self.reference) }
        return (medians.own, medians.theirs, commandLine.program)
    }

    /// In turns, so that what else the machine does meets both.
    private func alternate(
        _ client: APIClient, _ commandLine: EngineCommandLine
    ) async throws -> (own: Double, theirs: Double) {
        try await client.post("/v6/job-types/", Self.jobType)
        // The first round warms both up.
        var (own, theirs) = ([Double](), [Double]())
        for round in 0...rounds {
            let (mine, other) = (try await throughDrover(client), try await commandLine.timeToRunning())
            if round > 0 {
                own.append(mine)
                theirs.append(other)
            }
        }
        return (own.sorted()[own.count / 2], theirs.sorted()[theirs.count / 2])
    }

    private func throughDrover(_ client: APIClient) async throws -> Double {
        let start = try Uptime.now()
        let submitted = try await client.post("/api/jobs", ["job_type": .string(Self.name)])
        guard let id = submitted["id"]?.intValue else { throw BenchError("the server gave the job no id") }
        var shown = submitted
        while !["completed", "failed", "canceled"].contains(shown["phase"]?.stringValue ?? "") {
            let modified = shown["last_modified"]?.stringValue ?? ""
            shown = try await client.get("/api/jobs/\(id)?wait=5&modified=\(modified)")
        }
        guard let running = shown["output"]?["json"]?["UPTIME"]?.doubleValue else {
            throw BenchError("the job failed: \(shown["error"]?["message"]?.stringValue ?? "no word")")
        }
        return running - start
    }

    private static let jobType: JSON = [
        "docker_image": .string(reference.text),
        "manifest": [
            "seedVersion": "1.0.0",
            "job": [
                "name": .string(name), "jobVersion": "1.0.0", "packageVersion": "1.0.0", "title": "Clock",
                "description": "Says when it runs", "timeout": 60,
                "maintainer": ["name": "Drover", "email": "drover@example.com"],
                "interface": [
                    "command": #"sh -c 'read up rest < /proc/uptime; echo "{\"UPTIME\":$up}" > $OUTPUT_DIR/seed.outputs.json'"#,
                    "outputs": ["json": [["name": "UPTIME", "type": "number"]]],
                ],
            ],
        ],
    ]
}

/// Seconds since the machine's start, which are the same in a container.
enum Uptime {
    static func now() throws -> Double {
        guard let data = FileManager.default.contents(atPath: "/proc/uptime") else { throw BenchError("no /proc/uptime") }
        return try value(in: String(decoding: data, as: UTF8.self))
    }

    static func value(in text: String) throws -> Double {
        guard let seconds = text.split(separator: " ").first.flatMap({ Double($0) }) else {
            throw BenchError("'\(text)' is no uptime")
        }
        return seconds
    }
}

/// `docker` or `podman`, with the arguments that lead to the engine.
struct EngineCommandLine: Sendable {
    let program: String
    private let arguments: [String]

    /// - Throws: `BenchError` when the engine has no command line here that can run the image.
    static func find(_ engine: String, socket: String, image: String) async throws -> EngineCommandLine {
        let run = ["run", "--rm", "--network", "none", image, "cat", "/proc/uptime"]
        // Podman needs no service; where its storage is another, it asks the service like everybody.
        let candidates = engine.contains("Podman")
            ? [("podman", run), ("podman", ["--remote", "--url", "unix://\(socket)"] + run)]
            : [("docker", ["--host", "unix://\(socket)"] + run)]
        for (program, arguments) in candidates {
            let commandLine = EngineCommandLine(program: program, arguments: arguments)
            if (try? await commandLine.timeToRunning()) != nil { return commandLine }
        }
        throw BenchError("no command line of \(engine) runs \(image) here")
    }

    func timeToRunning() async throws -> Double {
        let start = try Uptime.now()
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), output: .string(limit: 4_096), error: .discarded
        )
        guard result.terminationStatus.isSuccess else { throw BenchError("\(program) failed") }
        return try Uptime.value(in: result.standardOutput) - start
    }
}
