import HTTPSupport
import JSONSupport
import JobEngine
import NIOCore

/// The records of jobs (seed 002).
extension UFDLAPI {
    func addJobRoutes(to table: inout RouteTable) {
        table.on("/v1/jobs/list", slash: .optional, access: .read, [.post: handling(listJobs)])
        // Jobs are made from templates alone.
        table.on("/v1/jobs/create", slash: .optional, access: .read, [.post: handling { _, _ in throw RequestError.forbidden }])
        table.on("/v1/jobs/{pk:int}", slash: .optional, access: .write, [
            .put: handling(describe),
            .patch: handling(describe),
            .delete: handling { call, _ in
                try await engine.hideJob(call.key(of: "Job"))
                return .empty(204)
            },
        ])
        let showJob = handling { call, _ in .ufdlJob(try await engine.ufdlJob(call.key(of: "Job"))) }
        table.on("/v1/jobs/{pk:int}", slash: .optional, access: .readOrWatch, [.get: { call in
            call.wantsWebSocket ? try await watch(call) : try await showJob(call)
        }])
        table.on("/v1/jobs/{pk:int}/hard", slash: .optional, access: .write, [.delete: handling { call, _ in
            .ufdlJob(try await engine.removeJob(call.key(of: "Job")))
        }])
        table.on("/v1/jobs/{pk:int}/reinstate", slash: .optional, access: .write, [.delete: handling { call, _ in
            .ufdlJob(try await engine.reinstateJob(call.key(of: "Job")))
        }])
    }

    /// Only the description of a job can be changed.
    private func describe(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let id = try call.key(of: "Job")
        _ = try await engine.ufdlJob(id)
        var fields = try await BodyFields(call)
        let description = fields.text("description", maximum: 100_000, mayBeBlank: true, isRequired: false)
        try fields.faults.throwIfAny()
        return .ufdlJob(try await engine.describeJob(id, description))
    }

    /// Lists have no pages, so a long one is sent as it is read.
    private func listJobs(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let ids = try await engine.ufdlJobIDs(FilterSpecification.query(call))
        guard ids.count > JobList.part else {
            let jobs = try await engine.ufdlJobs(ids)
            return .json(capacity: 768 * jobs.count + 16) { writer in
                writer.beginArray()
                for job in jobs { writer.ufdlJob(job) }
                writer.endArray()
            }
        }
        return .stream(JobList(engine: engine, ids: ids), mediaType: "application/json")
    }
}

/// A long list of jobs as a stream of JSON, of which only one part is in memory.
private struct JobList: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    static let part = 500

    let engine: JobEngine
    let ids: [Int64]

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(engine: engine, rest: ids[...])
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let engine: JobEngine
        var rest: ArraySlice<Int64>
        var isFirst = true
        var isOver = false

        mutating func next() async throws -> ByteBuffer? {
            guard !isOver else { return nil }
            let jobs = try await engine.ufdlJobs(Array(rest.prefix(JobList.part)))
            rest = rest.dropFirst(JobList.part)
            var bytes = ByteBuffer()
            if isFirst { bytes.writeString("[") }
            for (index, job) in jobs.enumerated() {
                var writer = JSONWriter(capacity: 768)
                writer.ufdlJob(job)
                if !isFirst || index > 0 { bytes.writeString(",") }
                bytes.writeBytes(writer.bytes)
            }
            if !jobs.isEmpty { isFirst = false }
            isOver = rest.isEmpty
            if isOver { bytes.writeString("]") }
            return bytes
        }
    }
}
