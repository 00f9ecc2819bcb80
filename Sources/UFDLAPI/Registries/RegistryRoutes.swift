import HTTPSupport
import JSONSupport
import JobEngine

/// The CRUD of every small table, the same for all of them (ufdl.md §1.2, §2.2): anybody who is logged in looks, staff
/// change.
extension UFDLAPI {
    static let collections: [(path: String, registry: Registry)] = [
        ("job-types", .valueTypes), ("job-contracts", .jobContracts), ("licences", .licences), ("licenses", .licences),
        ("domains", .domains), ("frameworks", .frameworks), ("hardware", .hardware), ("cuda", .cuda),
        ("docker", .dockerImages), ("teams", .teams), ("projects", .projects), ("datasets", .datasets),
        ("pretrained-models", .pretrainedModels),
    ]

    func addRegistryRoutes(to table: inout RouteTable) {
        for (path, registry) in Self.collections {
            let root = "/v1/\(path)"
            table.on("\(root)/list", slash: .optional, access: .read, [.post: handling { call, _ in
                try await list(registry, call)
            }])
            table.on("\(root)/create", slash: .optional, access: .write, [.post: handling { call, _ in
                try await create(registry, call)
            }])
            table.on("\(root)/{pk:int}", slash: .optional, [
                .get: handling { call, _ in try await show(registry, call) },
                .put: handling { call, _ in try await change(registry, call, isPartial: false) },
                .patch: handling { call, _ in try await change(registry, call, isPartial: true) },
                .delete: handling { call, _ in try await delete(registry, call) },
            ])
            guard registry.shape.isSoftDeleted else { continue }
            table.on("\(root)/{pk:int}/reinstate", slash: .optional, access: .write, [.delete: handling { call, _ in
                let snapshot = try await engine.reinstateRow(registry, call.key(of: registry.shape.model))
                return .row(snapshot)
            }])
        }
        // Seed 000 creates job types here, seed 001 below /create.
        table.on("/v1/job-types", slash: .optional, access: .write, [.post: handling { call, _ in
            try await create(.valueTypes, call)
        }])
    }

    func list(_ registry: Registry, _ call: Call) async throws -> Response {
        let snapshot = try await engine.rows(registry, FilterSpecification.query(call))
        return .rows(snapshot)
    }

    func create(_ registry: Registry, _ call: Call) async throws -> Response {
        let values = try await RegistryBody(call, registry.shape, isPartial: false).values(engine)
        let snapshot = try await engine.addRow(registry, values, creator: call.principal?.userID ?? 0)
        return .row(snapshot, status: 201)
    }

    func show(_ registry: Registry, _ call: Call) async throws -> Response {
        .row(try await engine.row(registry, call.key(of: registry.shape.model)))
    }

    func change(_ registry: Registry, _ call: Call, isPartial: Bool) async throws -> Response {
        let id = try call.key(of: registry.shape.model)
        _ = try await engine.row(registry, id)
        let values = try await RegistryBody(call, registry.shape, isPartial: isPartial).values(engine)
        return .row(try await engine.changeRow(registry, id, values))
    }

    func delete(_ registry: Registry, _ call: Call) async throws -> Response {
        try await engine.deleteRow(registry, call.key(of: registry.shape.model))
        return .empty(204)
    }
}
