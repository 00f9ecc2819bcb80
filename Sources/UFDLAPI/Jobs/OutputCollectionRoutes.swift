import HTTPSupport
import JSONSupport
import JobEngine

/// Outputs as a collection of their own (ufdl.md §8).
extension UFDLAPI {
    func addOutputCollectionRoutes(to table: inout RouteTable) {
        let root = "/v1/job-outputs"
        table.on("\(root)/list", slash: .optional, access: .read, [.post: handling { call, _ in
            .outputs(try await engine.outputs(FilterSpecification.query(call)))
        }])
        table.on("\(root)/create", slash: .optional, access: .read, [.post: handling { _, _ in throw RequestError.forbidden }])
        table.on("\(root)/{pk:int}", slash: .optional, access: .read, [
            .get: handling { call, _ in .output(try await engine.output(call.key(of: "JobOutput"))) },
            .put: handling { _, _ in throw RequestError.forbidden },
            .patch: handling { _, _ in throw RequestError.forbidden },
            .delete: handling { call, _ in
                try call.requireStaff()
                _ = try await engine.deleteOutput(call.key(of: "JobOutput"))
                return .empty(204)
            },
        ])
        table.on("\(root)/{pk:int}/hard", slash: .optional, access: .write, [.delete: handling { call, _ in
            let output = try await engine.removeOutput(call.key(of: "JobOutput"))
            return .json { $0.output(output, isGone: true) }
        }])
        table.on("\(root)/{pk:int}/reinstate", slash: .optional, access: .write, [.delete: handling { call, _ in
            .output(try await engine.reinstateOutput(call.key(of: "JobOutput")))
        }])
        table.on("\(root)/{pk:int}/download", slash: .optional, access: .read, options: Self.dataOptions, [
            .post: handling(download),
        ])
    }

    private func download(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let output = try await engine.output(call.key(of: "JobOutput"))
        let body = try StrictObject(await call.json(), known: ["params", "filetype"])
        _ = try body.optional("params", Strict.map(Strict.any))
        let type = try body.optional("filetype", Strict.string) ?? output.type
        return try await content(of: output, call, fileName: "\(output.name).\(type)")
    }
}
