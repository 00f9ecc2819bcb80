import HTTPSupport
import JSONSupport
import JobEngine

/// What nodes and staff do with jobs (seed 002, ufdl.md §7.2).
extension UFDLAPI {
    func addJobActionRoutes(to table: inout RouteTable) {
        let root = "/v1/jobs/{pk:int}"
        table.on("\(root)/acquire", slash: .optional, access: .read, [.get: handling { call, node in
            .ufdlJob(try await engine.acquireJob(call.key(of: "Job"), node: call.require(node)))
        }])
        table.on("\(root)/release", slash: .optional, access: .read, [.delete: handling { call, node in
            .ufdlJob(try await engine.releaseJob(call.key(of: "Job"), node: call.require(node)))
        }])
        table.on("\(root)/start", slash: .optional, access: .read, [.post: handling(start)])
        table.on("\(root)/progress/{progress}", slash: .optional, access: .read, [.post: handling(progress)])
        table.on("\(root)/finish", slash: .optional, access: .read, [.post: handling(finish)])
        table.on("\(root)/reset", slash: .optional, access: .read, [.delete: handling { call, node in
            .ufdlJob(try await engine.resetJob(call.key(of: "Job"), node: call.require(node)))
        }])
        table.on("\(root)/abort", slash: .optional, access: .write, [.delete: handling { call, _ in
            .ufdlJob(try await engine.abortJob(call.key(of: "Job")))
        }])
        table.on("\(root)/cancel", slash: .optional, access: .write, [.delete: handling { call, _ in
            .ufdlJob(try await engine.cancelUFDLJob(call.key(of: "Job")))
        }])
    }

    private func start(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let node = try call.require(node)
        let id = try call.key(of: "Job")
        let body = try await call.json()
        do {
            _ = try StrictObject(body, known: nil).required("send_notification", Strict.string)
        } catch {
            // Whether the node may ask at all comes before what it asks.
            try await engine.requireHolder(node, ofJob: id)
            throw error
        }
        return .ufdlJob(try await engine.startJob(id, node: node))
    }

    private func progress(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let node = try call.require(node)
        let id = try call.key(of: "Job")
        guard let fraction = Self.fraction(call.path("progress")) else {
            throw RequestError(404, "The progress of a job is a decimal number between 0 and 1.")
        }
        let body = try await call.json()
        guard let members = body.objectValue else {
            throw RequestError(400, "The body must be a JSON object, not \(body.typeDescription).")
        }
        let data = members.isEmpty ? nil : body.compactText
        return .ufdlJob(try await engine.progressJob(id, node: node, fraction: fraction, data: data))
    }

    /// A decimal number from 0 to 1 in any form that a client writes: `0`, `1.000`, `5e-05`.
    private static func fraction(_ text: String) -> Double? {
        let isDecimal = text.utf8.allSatisfy { byte in
            byte &- UInt8(ascii: "0") < 10 || ".eE-".utf8.contains(byte)
        }
        guard isDecimal, text.utf8.first.map({ $0 &- UInt8(ascii: "0") < 10 }) ?? false, text.utf8.count <= 40,
            let fraction = Double(text), (0...1).contains(fraction)
        else { return nil }
        return fraction
    }

    private func finish(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let node = try call.require(node)
        let id = try call.key(of: "Job")
        let body = try await call.json()
        let reason: String?
        do {
            reason = try Self.failure(in: body)
        } catch {
            try await engine.requireInterest(of: node, inJob: id)
            throw error
        }
        return .ufdlJob(try await engine.finishJob(id, node: node, error: reason))
    }

    /// Why the job failed; nil when it did not. What else the body says is not used, as in the original.
    private static func failure(in body: JSON) throws(SchemaMismatch) -> String? {
        let body = try StrictObject(body, known: nil)
        _ = try body.required("success", Strict.flag)
        _ = try body.required("send_notification", Strict.string)
        return try body.optional("error", Strict.string)
    }
}
