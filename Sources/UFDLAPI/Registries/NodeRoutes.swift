import HTTPSupport
import JobEngine

/// Nodes as UFDL knows them (ufdl.md §7.3): anybody may register one; staff and the node itself change it.
extension UFDLAPI {
    func addNodeRoutes(to table: inout RouteTable) {
        table.on("/v1/nodes/list", slash: .optional, access: .read, [.post: handling { call, _ in
            try await list(.nodes, call)
        }])
        table.on("/v1/nodes/create", slash: .optional, access: .read, [.post: handling { call, _ in
            try await create(.nodes, call)
        }])
        table.on("/v1/nodes/ping", slash: .optional, access: .read, [.get: handling(ping)])
        table.on("/v1/nodes/{pk:int}", slash: .optional, access: .read, [
            .get: handling { call, _ in try await show(.nodes, call) },
            .put: handling { call, node in
                try requireSelf(call, node)
                return try await change(.nodes, call, isPartial: false)
            },
            .patch: handling { call, node in
                try requireSelf(call, node)
                return try await change(.nodes, call, isPartial: true)
            },
            .delete: handling { call, node in
                try requireSelf(call, node)
                return try await delete(.nodes, call)
            },
        ])
    }

    private func requireSelf(_ call: Call, _ node: UFDLNode?) throws(RequestError) {
        guard call.isStaff || (node != nil && node?.id == Int64(call.path("pk"))) else { throw .forbidden }
    }

    /// That the node was seen has been noted before any handler runs; here that becomes visible at once.
    private func ping(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        guard node != nil || call.isStaff else { throw RequestError.forbidden }
        try await engine.flushNodeSightings()
        return .bare(200)
    }
}
