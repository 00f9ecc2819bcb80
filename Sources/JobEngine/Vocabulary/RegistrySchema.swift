/// The fields by which a registry's lists may be filtered and sorted.
extension RegistryShape {
    var querySchema: QuerySchema {
        var fields = ["id": QueryField(.integer, "\(table).id")]
        for column in columns {
            let sql = "\(table).\(column.sql)"
            fields[column.name] = QueryField(column.queryKind, sql)
            guard case .reference(let registry) = column.kind else { continue }
            for inner in registry.shape.columns where inner.isFilteredThroughReference {
                fields["\(column.name).\(inner.name)"] = QueryField(
                    inner.queryKind,
                    "(SELECT r.\(inner.sql) FROM \(registry.shape.table) r WHERE r.id = \(sql))"
                )
            }
            fields["\(column.name).id"] = QueryField(.integer, sql)
        }
        if isSoftDeleted {
            fields["creator"] = QueryField(.integer, "\(table).creator_id")
            fields["creator.username"] = QueryField(
                .text, "(SELECT username FROM users WHERE users.id = \(table).creator_id)"
            )
            fields["creation_time"] = QueryField(.time, "\(table).created")
            fields["deletion_time"] = QueryField(.time, "\(table).deleted")
        }
        return QuerySchema(fields, aliases: [("pk", "id")] + columns.compactMap { column in
            guard case .reference = column.kind else { return nil }
            return ("\(column.name).pk", "\(column.name).id")
        })
    }
}

extension RegistryColumn {
    fileprivate var queryKind: QueryField.Kind {
        switch kind {
        case .text, .texts, .json: .text
        case .index, .integer, .reference, .job: .integer
        case .real: .real
        case .flag: .flag
        case .time: .time
        }
    }

    fileprivate var isFilteredThroughReference: Bool {
        if case .reference = kind { false } else { true }
    }
}
