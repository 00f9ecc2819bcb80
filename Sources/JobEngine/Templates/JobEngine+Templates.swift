import JSONSupport
import JobModel
import Storage

extension JobEngine {
    /// - Throws: `EngineError.Code.notFound`.
    package func template(_ id: Int64) async throws -> TemplateRow {
        try await read { try $0.requireTemplate(id) }
    }

    /// The templates that a query asks for.
    /// - Throws: `EngineError.Code.invalid` naming a field that cannot be asked for.
    package func templates(_ query: RowQuery) async throws -> [TemplateRow] {
        var compiler = QueryCompiler(schema: .templates)
        var parts = [try compiler.condition(query)]
        if !query.includesInactive { parts.append("t.deleted IS NULL") }
        let condition = parts.filter { !$0.isEmpty }.joined(separator: " AND ")
        let sql = """
            \(TemplateRow.selection) \(condition.isEmpty ? "" : "WHERE \(condition)") \
            \(try compiler.order(query, key: "t.definition_id"))
            """
        let arguments = compiler.arguments
        return try await read { try $0.all(sql, arguments, TemplateRow.init) }
    }

    /// Marks a template as deleted: no list shows it, but its jobs go on. Again it changes nothing.
    package func deleteTemplate(_ id: Int64) async throws {
        try await changeTemplate(id) { unit, _ in
            try unit.connection.execute(
                "UPDATE templates SET deleted = COALESCE(deleted, $1) WHERE definition_id = $2",
                [.time(unit.now), .integer(id)]
            )
        }
    }

    /// Takes the deletion back.
    /// - Throws: `EngineError.Code.conflict` when another template has taken its name and version.
    package func reinstateTemplate(_ id: Int64) async throws -> TemplateRow {
        try await changeTemplate(id) { unit, template in
            guard template.deleted != nil else { return }
            if let other = try unit.connection.template(named: template.name, version: template.version) {
                throw EngineError(
                    .conflict, "Template \(other.id) is \(template.name) v\(template.version) now; delete it first."
                )
            }
            try unit.connection.execute("UPDATE templates SET deleted = NULL WHERE definition_id = $1", [.integer(id)])
        }
        return try await template(id)
    }

    /// Removes a template for good.
    /// - Returns: the template as it was.
    /// - Throws: `EngineError.Code.conflict` while jobs or meta-templates are made from it.
    package func removeTemplate(_ id: Int64) async throws -> TemplateRow {
        let removed = try await template(id)
        try await changeTemplate(id) { unit, template in
            let jobs = try unit.connection.integer(
                "SELECT id FROM jobs WHERE definition_id = $1 LIMIT 1", [.integer(id)]
            )
            if let jobs { throw EngineError(.conflict, "Template \(id) is still referred to by: job \(jobs)") }
            let whole = try unit.connection.integer(
                "SELECT definition_id FROM template_nodes WHERE template_id = $1 LIMIT 1", [.integer(id)]
            )
            if let whole { throw EngineError(.conflict, "Template \(id) is still referred to by: template \(whole)") }
            for table in ["template_nodes", "templates", "definition_revisions", "job_counts", "queue_counts"] {
                try unit.connection.execute("DELETE FROM \(table) WHERE definition_id = $1", [.integer(id)])
            }
            try unit.connection.execute("DELETE FROM definitions WHERE id = $1", [.integer(id)])
        }
        return removed
    }

    private func changeTemplate(
        _ id: Int64, _ change: @escaping @Sendable (UnitOfWork, TemplateRow) throws -> Void
    ) async throws {
        try await write { [templates] unit in
            templates.removeAll()
            try change(unit, unit.connection.requireTemplate(id))
        }
    }
}
