import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension NativeAPI {
    func addFileRoutes(to table: inout RouteTable) {
        let anyMedia = RouteOptions(produces: [])
        table.on("/api/files", slash: .optional, [.post: upload])
        table.on("/api/files/{id:int}", slash: .optional, [.get: show, .delete: delete])
        table.on("/api/files/{id:int}/content", slash: .optional, access: .readFile, options: anyMedia, [.get: content])
        table.on("/api/executions/{id:int}/outputs/{output}/{name}", slash: .forbidden, access: .worker, [.put: output])
    }

    private func upload(_ call: Call) async throws -> Response {
        guard let name = call.query.last("name") else { throw RequestError(400, "Missing required parameter: \"name\"") }
        let new = NewFile(
            name: name, mediaType: call.query.last("media_type"), workspace: call.query.last("workspace"),
            creator: call.principal?.userID
        )
        let file = try await engine.storeFile(new, body: try call.upload(maximum: engine.settings.maximumFileBytes))
        return .json(201, location: call.url("/api/files/\(file.id)")) { $0.nativeFile(file) }
    }

    private func output(_ call: Call) async throws -> Response {
        let file = try await engine.storeOutput(
            ofExecution: try call.pathID("id"), owner: try call.requireUser(), output: call.path("output"),
            name: call.path("name"), mediaType: call.query.last("media_type"),
            body: try call.upload(maximum: engine.settings.maximumFileBytes)
        )
        return .json(201) { $0.nativeFile(file) }
    }

    private func show(_ call: Call) async throws -> Response {
        let file = try await engine.file(try call.pathID("id"))
        return .json { $0.nativeFile(file) }
    }

    private func delete(_ call: Call) async throws -> Response {
        try await engine.deleteFile(try call.pathID("id"))
        return .empty(204)
    }

    private func content(_ call: Call) async throws -> Response {
        let file = try await engine.file(try call.pathID("id"))
        let description = FileDescription(name: file.name, mediaType: file.mediaType, size: file.size, tag: file.digest)
        return try await call.file(description) { range in try await engine.openFile(file, range: range) }
    }
}

extension JSONWriter {
    fileprivate mutating func nativeFile(_ file: StoredFile) {
        beginObject()
        field("id", file.id)
        field("file_id", file.id)
        field("name", file.name)
        field("media_type", file.mediaType)
        field("size", file.size)
        field("digest", file.digest)
        field("workspace_id", file.workspaceID)
        field("path", file.workspaceID == nil ? nil : file.path)
        field("job", file.jobID)
        field("output", file.outputName)
        field("created", file.created)
        endObject()
    }
}
