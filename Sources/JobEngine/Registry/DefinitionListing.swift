import JobModel
import Storage

/// Which versions of job types to list; empty lists and nil mean all.
package struct DefinitionFilter: Sendable {
    /// Parts of names or tags, in any case; one of them is enough.
    package var keywords: [String] = []
    package var ids: [Int64] = []
    package var isActive: Bool?
    package var isSystem: Bool?

    package init() {}
}

/// A job type with the resources of its queued jobs that no node has.
package struct ListedDefinition: Sendable {
    package let row: DefinitionRow
    package let unmetResources: [String]
}

extension JobEngine {
    /// Versions of job types by name and version, the highest version first.
    package func definitions(
        matching filter: DefinitionFilter, offset: Int64, limit: Int64
    ) async throws -> (items: [ListedDefinition], count: Int64) {
        let heardSince = clock.now() - settings.leaseDuration
        return try await read { connection in
            let rows = try connection.definitions(matching: filter)
            let items = try connection.listed(rows.part(offset, limit), heardSince: heardSince)
            return (items, Int64(rows.count))
        }
    }

    /// The same job types with what the queue lacks for them.
    package func listed(_ rows: [DefinitionRow]) async throws -> [ListedDefinition] {
        let heardSince = clock.now() - settings.leaseDuration
        return try await read { try $0.listed(rows, heardSince: heardSince) }
    }
}

extension SQLConnection {
    fileprivate func definitions(matching filter: DefinitionFilter) throws -> [DefinitionRow] {
        let keywords = filter.keywords.map { $0.lowercased() }.filter { !$0.isEmpty }
        let ids = Set(filter.ids)
        return try all(
            """
            SELECT \(DefinitionRow.columns), d.tags FROM definitions d WHERE d.kind <> 'ufdl'
            AND ($1 IS NULL OR d.is_active = $1) AND ($2 IS NULL OR d.is_system = $2)
            ORDER BY d.name, d.version_order DESC
            """,
            [filter.isActive.map { .bool($0) } ?? .null, filter.isSystem.map { .bool($0) } ?? .null]
        ) { row -> DefinitionRow? in
            let definition = DefinitionRow(row)
            guard ids.isEmpty || ids.contains(definition.id) else { return nil }
            let words = [definition.name.lowercased()] + row.text(DefinitionRow.columnCount).lowercased().split(separator: "\n").map(String.init)
            guard keywords.isEmpty || keywords.contains(where: { key in words.contains { $0.contains(key) } }) else {
                return nil
            }
            return definition
        }.compactMap(\.self)
    }

    fileprivate func listed(_ rows: [DefinitionRow], heardSince: Timestamp) throws -> [ListedDefinition] {
        let waiting = Set(try all("SELECT definition_id FROM queue_counts WHERE claimable > 0") { $0.int(0) })
        guard rows.contains(where: { waiting.contains($0.id) }) else {
            return rows.map { ListedDefinition(row: $0, unmetResources: []) }
        }
        let nodes = try nodes().filter { $0.isActive && $0.lastSeen >= heardSince }
        return try rows.map { row in
            let unmet = waiting.contains(row.id) ? try unmetResources(ofDefinition: row.id, nodes) : []
            return ListedDefinition(row: row, unmetResources: unmet)
        }
    }

    /// What the next job of a type needs more of than any node has (scale.md §6.7); nothing without any node.
    private func unmetResources(ofDefinition id: Int64, _ nodes: [NodeRow]) throws -> [String] {
        guard !nodes.isEmpty, let job = try nextJob(ofDefinition: id) else { return [] }
        let unmet = job.resources.amounts.filter { name, amount in
            name != "sharedmem" && !nodes.contains { $0.resources[name] >= amount }
        }
        return unmet.keys.sorted()
    }

    private func nextJob(ofDefinition id: Int64) throws -> JobRow? {
        try first(
            """
            SELECT \(JobRow.columns) FROM jobs WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL
            ORDER BY priority, queued, id LIMIT 1
            """,
            [.integer(id)]
        ) { try JobRow($0) }
    }
}
