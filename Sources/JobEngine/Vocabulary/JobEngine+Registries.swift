import JSONSupport
import JobModel
import Storage

extension JobEngine {
    /// The rows of a registry that a query asks for.
    /// - Throws: `EngineError.Code.invalid` naming a field that cannot be asked for.
    package func rows(_ registry: Registry, _ query: RowQuery = RowQuery()) async throws -> RegistrySnapshot {
        if registry == .nodes { try await flushNodeSightings() }
        return try await read { connection in
            try connection.withReferred(connection.rows(registry, query))
        }
    }

    /// - Throws: `EngineError.Code.notFound`.
    package func row(_ registry: Registry, _ id: Int64) async throws -> RegistrySnapshot {
        if registry == .nodes { try await flushNodeSightings() }
        return try await read { connection in
            try connection.withReferred([connection.requireRow(registry, id)])
        }
    }

    package func hasRow(_ registry: Registry, _ id: Int64) async throws -> Bool {
        try await read { try $0.row(registry, id) != nil }
    }

    /// Adds a row.
    /// - Parameter values: by column; the others get their defaults.
    /// - Throws: `RegistryRefusal` naming what breaks which rule.
    package func addRow(
        _ registry: Registry, _ values: [String: SQLValue], creator: Int64
    ) async throws -> RegistrySnapshot {
        try await write { [templates] unit in
            templates.removeAll()
            try unit.connection.checkRow(registry, values, except: nil)
            let id = try unit.insertRow(registry, values, creator: creator)
            return try unit.connection.withReferred([unit.connection.requireRow(registry, id)])
        }
    }

    /// Changes the given columns of a row.
    /// - Throws: `RegistryRefusal`, or `EngineError.Code.notFound`.
    package func changeRow(
        _ registry: Registry, _ id: Int64, _ values: [String: SQLValue]
    ) async throws -> RegistrySnapshot {
        try await write { [templates] unit in
            templates.removeAll()
            _ = try unit.connection.requireRow(registry, id)
            try unit.connection.checkRow(registry, values, except: id)
            try unit.connection.updateRow(registry, id, values)
            return try unit.connection.withReferred([unit.connection.requireRow(registry, id)])
        }
    }

    /// Deletes a row, or marks it as deleted where the registry keeps those.
    /// - Throws: `EngineError`: not found, or conflict naming what refers to it; nothing is deleted then.
    package func deleteRow(_ registry: Registry, _ id: Int64) async throws {
        // The id of a node that is gone must not be taken for a node's any more.
        defer { nodeSightings.forgetAll() }
        try await write { [templates] unit in
            templates.removeAll()
            let row = try unit.connection.requireRow(registry, id)
            let shape = registry.shape
            if shape.isSoftDeleted {
                try unit.connection.execute(
                    "UPDATE \(shape.table) SET deleted = COALESCE(deleted, $1) WHERE id = $2",
                    [.time(unit.now), .integer(id)]
                )
                return
            }
            try unit.connection.requireUnreferenced(row)
            try unit.connection.execute("DELETE FROM \(shape.table) WHERE id = $1", [.integer(id)])
        }
    }

    /// Takes back the deletion of a row.
    /// - Throws: `EngineError.Code.notFound`, or `RegistryRefusal` where another row has taken its name.
    package func reinstateRow(_ registry: Registry, _ id: Int64) async throws -> RegistrySnapshot {
        try await write { unit in
            let row = try unit.connection.requireRow(registry, id)
            if row.deleted != nil {
                try unit.connection.checkRow(registry, row.storedValues, except: id)
                try unit.connection.execute(
                    "UPDATE \(registry.shape.table) SET deleted = NULL WHERE id = $1", [.integer(id)]
                )
            }
            return try unit.connection.withReferred([unit.connection.requireRow(registry, id)])
        }
    }
}

extension SQLConnection {
    /// The most rows of a list that are answered; a registry is small by nature.
    private static var rowLimit: Int64 { 100_000 }

    func rows(_ registry: Registry, _ query: RowQuery = RowQuery()) throws -> [RegistryRow] {
        let shape = registry.shape
        var compiler = QueryCompiler(schema: shape.querySchema)
        var parts = [try compiler.condition(query)]
        if shape.isSoftDeleted, !query.includesInactive { parts.append("deleted IS NULL") }
        let condition = parts.filter { !$0.isEmpty }.joined(separator: " AND ")
        return try all(
            """
            SELECT \(shape.selection) FROM \(shape.table) \(condition.isEmpty ? "" : "WHERE \(condition)") \
            \(compiler.order(query, key: "id")) LIMIT \(Self.rowLimit)
            """,
            compiler.arguments, registry.row
        )
    }

    func row(_ registry: Registry, _ id: Int64) throws -> RegistryRow? {
        try first(
            "SELECT \(registry.shape.selection) FROM \(registry.shape.table) WHERE id = $1", [.integer(id)], registry.row
        )
    }

    func requireRow(_ registry: Registry, _ id: Int64) throws -> RegistryRow {
        guard let row = try row(registry, id) else {
            throw EngineError(.notFound, "No \(registry.shape.model) matches the given query.")
        }
        return row
    }

    /// Reads what the rows refer to, each thing once.
    func withReferred(_ rows: [RegistryRow]) throws -> RegistrySnapshot {
        var referred: [Registry: [Int64: RegistryRow]] = [:]
        for row in rows {
            for column in row.registry.shape.columns {
                guard case .reference(let registry) = column.kind, let id = row.reference(column.name),
                    referred[registry]?[id] == nil, let found = try self.row(registry, id)
                else { continue }
                referred[registry, default: [:]][id] = found
            }
        }
        return RegistrySnapshot(rows: rows, referred: referred)
    }
}
