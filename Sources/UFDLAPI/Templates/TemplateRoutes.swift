import HTTPSupport
import JSONSupport
import JobEngine

/// Job templates (ufdl.md §6).
extension UFDLAPI {
    func addTemplateRoutes(to table: inout RouteTable) {
        let root = "/v1/job-templates"
        table.on("\(root)/list", slash: .optional, access: .read, [.post: handling { call, _ in
            try .templates(await engine.templates(FilterSpecification.query(call)))
        }])
        // Templates come by import alone; not even staff make one here.
        table.on("\(root)/create", slash: .optional, access: .read, [.post: handling { _, _ in throw RequestError.forbidden }])
        table.on("\(root)/import", slash: .optional, access: .write, [.post: handling(importTemplate)])
        table.on("\(root)/{pk:int}", slash: .optional, access: .read, [
            .get: handling { call, _ in
                let template = try await engine.template(call.key(of: "JobTemplate"))
                return try .json(capacity: 2_048) { try $0.template(template) }
            },
            .put: handling { _, _ in throw RequestError.forbidden },
            .patch: handling { _, _ in throw RequestError.forbidden },
            .delete: handling { call, _ in
                try call.requireStaff()
                try await engine.deleteTemplate(call.key(of: "JobTemplate"))
                return .empty(204)
            },
        ])
        table.on("\(root)/{pk:int}/hard", slash: .optional, access: .write, [.delete: handling { call, _ in
            let template = try await engine.removeTemplate(call.key(of: "JobTemplate"))
            return try .json { try $0.template(template) }
        }])
        table.on("\(root)/{pk:int}/reinstate", slash: .optional, access: .write, [.delete: handling { call, _ in
            let template = try await engine.reinstateTemplate(call.key(of: "JobTemplate"))
            return try .json { try $0.template(template) }
        }])
        table.on("\(root)/{pk:int}/export", slash: .optional, access: .write, [.get: handling { call, _ in
            let template = try await engine.template(call.key(of: "JobTemplate"))
            return .json(capacity: 2_048) { $0.exportedTemplate(template) }
        }])
        table.on("\(root)/{pk:int}/create-job", slash: .optional, access: .read, [.post: handling(createJob)])
    }

    private func importTemplate(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let template = try await engine.importTemplate(call.json(), creator: call.principal?.userID)
        return try .json(capacity: 2_048) { try $0.template(template) }
    }

    /// Anybody who is logged in makes jobs.
    private func createJob(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let id = try call.key(of: "JobTemplate")
        let request = try JobRequest(await call.json())
        let job = try await engine.createJob(fromTemplate: id, request, creator: call.principal?.userID)
        return .ufdlJob(job)
    }
}
