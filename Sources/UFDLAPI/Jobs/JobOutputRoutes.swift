import HTTPSupport
import HTTPTypes
import JobEngine

/// The outputs of a job (seed 002, ufdl.md §8). Their names and types are opaque here, and a slash at the end belongs to
/// neither.
extension UFDLAPI {
    /// What the bytes of an output are; nothing more is known of them.
    static let dataOptions = RouteOptions(produces: [.ufdlData])

    func addJobOutputRoutes(to table: inout RouteTable) {
        let path = "/v1/jobs/{pk:int}/outputs/{name}/{type}"
        table.on(path, slash: .forbidden, access: .read, [.post: handling(addOutput), .delete: handling(deleteOutput)])
        table.on(path, slash: .forbidden, access: .read, options: Self.dataOptions, [.get: handling { call, _ in
            let output = try await output(call)
            return try await content(of: output, call, fileName: nil)
        }])
        table.on("\(path)/info", slash: .forbidden, access: .read, [.get: handling { call, _ in
            .output(try await output(call))
        }])
    }

    private func output(_ call: Call) async throws -> JobOutput {
        try await engine.output(ofJob: call.key(of: "Job"), name: call.path("name"), type: call.path("type"))
    }

    private func addOutput(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let id = try call.key(of: "Job")
        // Staff add to any job, a node to the one that it holds.
        if !call.isStaff { _ = try call.require(node) }
        guard let disposition = call.header("Content-Disposition"), disposition.lowercased().contains("filename") else {
            throw RequestError(
                400, "Missing filename. Request should include a Content-Disposition header with a filename parameter."
            )
        }
        return .output(try await engine.addOutput(
            toJob: id, name: call.path("name"), type: call.path("type"), creator: call.principal?.userID,
            node: call.isStaff ? nil : node, body: call.upload()
        ))
    }

    private func deleteOutput(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        try call.requireStaff()
        return .output(try await engine.deleteOutput(output(call).id))
    }

    /// - Parameter fileName: what a browser saves it under; nil sends no word about that.
    func content(of output: JobOutput, _ call: Call, fileName: String?) async throws -> Response {
        let file = try await engine.file(of: output)
        return try await call.data(of: file, fileName: fileName, from: engine)
    }
}
