import AsyncHTTPClient
import FoundationEssentials
import JSONSupport
import NIOCore
import NIOHTTP1
import Subprocess
import SystemPackage

/// Large outputs, against what a plain file server on the same machine reaches. Both keep what they are sent: the plain
/// one too syncs an upload to the disk before it answers.
extension BenchRun {
    func files() async throws {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let before = server.residentMemory()
        let template = try await UFDLBench.prepare(load.connections[0])
        let node = try await load.connections[0].send(
            "POST", "/v1/nodes/create", body: #"{"ip":"files","index":0,"cpu_mem":1}"#
        ).json()["pk"]?.intValue ?? 0
        let job = try await template.createJob(on: load.connections[0])
        try await UFDLBench.begin(job, load.connections[0], node)
        let address = "http://127.0.0.1:\(port)/v1/jobs/\(job)/outputs/model/BLOB"
        let up = try await upload(.POST, to: address, client)
        let down = try await download(from: address, client)
        let grown = server.residentMemory() - before
        let plain = try await plainCopy(client)
        try await client.shutdown()
        report(compared("output of \(plan.fileBytes >> 20) MiB up", up, to: plain?.up))
        report(compared("output of \(plan.fileBytes >> 20) MiB down", down, to: plain?.down))
        report(.result("memory above before, with both", grown, "MiB", atMost: 64))
    }

    private func compared(_ name: String, _ rate: Double, to plain: Double?) -> BenchResult {
        guard let plain else {
            return BenchResult(measure: name, value: "\(rate.shown) MiB/s", target: "– (no python3 here)", isMet: true)
        }
        let ratio = rate / plain
        return BenchResult(
            measure: name, value: "\(rate.shown) MiB/s, \(Int(ratio * 100)) % of a plain copy (\(plain.shown) MiB/s)",
            target: "≥ 50 %", isMet: ratio >= 0.5
        )
    }

    private func upload(_ method: HTTPMethod, to address: String, _ client: HTTPClient) async throws -> Double {
        var request = HTTPClientRequest(url: address)
        request.method = method
        request.headers.add(name: "Authorization", value: authorization)
        request.headers.add(name: "Content-Disposition", value: "attachment; filename=model")
        request.headers.add(name: "Content-Type", value: "application/data")
        request.body = .stream(Blocks(left: plan.fileBytes), length: .known(plan.fileBytes))
        let start = ContinuousClock.now
        let response = try await client.execute(request, timeout: .minutes(10))
        _ = try await response.body.collect(upTo: 1 << 20)
        guard response.status == .ok else { throw BenchError("the upload was answered \(response.status.code)") }
        return mebibytesPerSecond(since: start)
    }

    private func download(from address: String, _ client: HTTPClient) async throws -> Double {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "Authorization", value: authorization)
        let start = ContinuousClock.now
        let response = try await client.execute(request, timeout: .minutes(10))
        var received: Int64 = 0
        for try await part in response.body { received += Int64(part.readableBytes) }
        guard received == plan.fileBytes else { throw BenchError("\(received) bytes came instead of \(plan.fileBytes)") }
        return mebibytesPerSecond(since: start)
    }

    /// The same bytes to and from Python's file server.
    /// - Returns: MiB a second; nil where there is no Python.
    private func plainCopy(_ client: HTTPClient) async throws -> (up: Double, down: Double)? {
        guard FileManager.default.fileExists(atPath: "/usr/bin/python3") else { return nil }
        let folder = SystemTemporaryFolder.path + "/drover-plain-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try await Subprocess.run(
            .path("/usr/bin/python3"), arguments: ["-c", Self.plainServer, folder], input: .none, output: .sequence,
            error: .discarded
        ) { execution in
            var rates: (up: Double, down: Double)?
            for try await line in execution.standardOutput.strings() {
                let address = "http://127.0.0.1:\(line.filter(\.isNumber))/plain"
                rates = (try await upload(.PUT, to: address, client), try await download(from: address, client))
                break
            }
            await execution.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))])
            return rates
        }
        return result.closureResult
    }

    private static let plainServer = """
        import functools, http.server, os, sys
        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_PUT(self):
                with open(self.translate_path(self.path), 'wb') as file:
                    left = int(self.headers['Content-Length'])
                    while left:
                        block = self.rfile.read(min(left, 1 << 20))
                        file.write(block)
                        left -= len(block)
                    file.flush()
                    os.fsync(file.fileno())
                self.send_response(200)
                self.send_header('Content-Length', '0')
                self.end_headers()
        handler = functools.partial(Handler, directory=sys.argv[1])
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    private func mebibytesPerSecond(since start: ContinuousClock.Instant) -> Double {
        Double(plan.fileBytes >> 20) / ((ContinuousClock.now - start).milliseconds / 1_000)
    }
}

/// Bytes that cost nothing to make.
private struct Blocks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    static let size: Int64 = 1 << 20
    static let block = ByteBuffer(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })

    let left: Int64

    struct AsyncIterator: AsyncIteratorProtocol {
        var left: Int64

        mutating func next() async -> ByteBuffer? {
            guard left > 0 else { return nil }
            left -= Blocks.size
            return Blocks.block
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(left: left)
    }
}
