import AsyncHTTPClient
import JSONSupport
import NIOCore
import NIOHTTP1

extension APIClient {
    /// Streams a local file to the server.
    /// - Parameter name: how the server calls it; the file's own name without.
    /// - Returns: the server's description of the stored file.
    func upload(
        _ path: String, name: String? = nil, mediaType: String? = nil, workspace: String? = nil
    ) async throws -> JSON {
        let chunks = try await FileChunks(path: path)
        let name = name ?? String(path.split(separator: "/").last ?? "file")
        var query = [
            Parameter("name", name),
            Parameter("media_type", mediaType ?? MediaTypes.guess(forFileNamed: name)),
        ]
        if let workspace { query.append(Parameter("workspace", workspace)) }
        var request = self.request("POST", "/api/files", query)
        request.headers.add(name: "Content-Type", value: MediaTypes.unknown)
        request.body = .stream(chunks, length: .known(chunks.size))
        return try await answer(execute(request))
    }

    /// Streams a stored file into a local one, which appears only when it is complete.
    func download(file id: Int64, to path: String) async throws {
        let response = try await content(of: id)
        let file = try await PartialFile(path: path)
        do {
            for try await chunk in response.body { try await file.append(chunk) }
            try await file.complete()
        } catch {
            await file.abandon()
            throw error is CommandFailure || error is CancellationError ? error : unreachable(error)
        }
    }

    /// Streams a stored file to standard output.
    func print(file id: Int64) async throws {
        let response = try await content(of: id)
        do {
            for try await chunk in response.body {
                chunk.withUnsafeReadableBytes { StandardStream.output.write($0) }
            }
        } catch {
            throw error is CancellationError ? error : unreachable(error)
        }
    }

    private func content(of id: Int64) async throws -> HTTPClientResponse {
        var request = self.request("GET", "/api/files/\(id)/content")
        request.headers.replaceOrAdd(name: "Accept", value: "*/*")
        let response = try await execute(request)
        guard response.status == .ok else {
            _ = try await answer(response, of: "file \(id)")
            throw CommandFailure(.failed, "the server answered \(response.status.code) in place of the file")
        }
        return response
    }
}
