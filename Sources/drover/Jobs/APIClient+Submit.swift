import JSONSupport

extension APIClient {
    /// Uploads the files of an order and submits it. A connection that breaks in between makes no second job.
    func submit(_ order: JobOrder, uploading: (String) -> Void = { _ in }) async throws -> JobView {
        let type = try await jobType(order.type.name, version: order.type.version)
        guard let manifest = type.manifest else {
            throw CommandFailure(.failed, "the job type \(type.name) \(type.version) has no manifest that can be read")
        }
        let values = try order.typedValues(for: manifest)
        var files: [String: [Int64]] = [:]
        for file in order.files { files[file.name, default: []].append(try await id(of: file, uploading)) }
        let body = order.body(version: type.version, files: files, values: values)
        let key = order.idempotencyKey ?? Self.randomKey()
        return try await JobView(Patience.whileUnreachable {
            try await post("/api/jobs", body, headers: [("Idempotency-Key", key)])
        })
    }

    private func id(of file: FileArgument, _ uploading: (String) -> Void) async throws -> Int64 {
        switch file.source {
        case .stored(let id): return id
        case .local(let path):
            uploading(path)
            guard let id = try await upload(path)["id"]?.intValue else {
                throw CommandFailure(.failed, "the server gave \(path) no id")
            }
            return id
        }
    }

    private static func randomKey() -> String {
        "drover-" + String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}
