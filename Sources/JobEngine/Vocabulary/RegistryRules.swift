import JSONSupport
import JobModel
import Storage

/// What a row of a registry breaks.
package enum RegistryRefusal: Error, Sendable, Hashable {
    /// Other rows have these values already; each set of columns is one rule.
    case notUnique(Registry, [[String]])
    /// A column names a row that is not there.
    case noSuchRow(column: String, id: Int64)
}

extension RegistryRow {
    /// The values as they are stored, for a rule that looks at the whole row.
    var storedValues: [String: SQLValue] {
        values.mapValues { value in
            switch value {
            case .string(let text): .text(text)
            case .int(let number): .integer(number)
            case .double(let number): .real(number)
            case .bool(let flag): .bool(flag)
            case .null: .null
            case .array, .object: .text(value.compactText)
            }
        }
    }
}

extension SQLConnection {
    /// Checks references and uniqueness of what a row is about to hold.
    /// - Throws: `RegistryRefusal`.
    func checkRow(_ registry: Registry, _ values: [String: SQLValue], except id: Int64?) throws {
        let shape = registry.shape
        for column in shape.columns {
            guard case .reference(let target) = column.kind, case .integer(let key) = values[column.name] else { continue }
            guard try row(target, key) != nil else { throw RegistryRefusal.noSuchRow(column: column.name, id: key) }
        }
        let before = try id.flatMap { try row(registry, $0)?.storedValues } ?? [:]
        let whole = before.merging(values) { _, new in new }
        let broken = try shape.unique.filter { set in
            guard set.contains(where: { values[$0] != nil }) else { return false }
            return try isTaken(set, whole, shape, except: id)
        }
        guard broken.isEmpty else { throw RegistryRefusal.notUnique(registry, broken) }
    }

    private func isTaken(
        _ set: [String], _ values: [String: SQLValue], _ shape: RegistryShape, except id: Int64?
    ) throws -> Bool {
        var parts: [String] = []
        var arguments: [SQLValue] = []
        for name in set {
            guard let column = shape.column(name) else { continue }
            arguments.append(values[name] ?? .null)
            parts.append("\(column.sql) = $\(arguments.count)")
        }
        if shape.isSoftDeleted { parts.append("deleted IS NULL") }
        arguments.append(.integer(id ?? 0))
        parts.append("id <> $\(arguments.count)")
        let sql = "SELECT id FROM \(shape.table) WHERE \(parts.joined(separator: " AND ")) LIMIT 1"
        return try integer(sql, arguments) != nil
    }

    func updateRow(_ registry: Registry, _ id: Int64, _ values: [String: SQLValue]) throws {
        let shape = registry.shape
        let changed = shape.columns.filter { values[$0.name] != nil }
        guard !changed.isEmpty else { return }
        let assignments = changed.enumerated().map { "\($1.sql) = $\($0 + 1)" }.joined(separator: ", ")
        try execute(
            "UPDATE \(shape.table) SET \(assignments) WHERE id = $\(changed.count + 1)",
            changed.map { values[$0.name] ?? .null } + [.integer(id)]
        )
    }

    /// - Throws: `EngineError.Code.conflict` naming what refers to the row.
    func requireUnreferenced(_ row: RegistryRow) throws {
        var names: [String] = []
        for referrer in row.registry.shape.referrers {
            names += try all(referrer.sql, [.integer(row.id)]) { "\(referrer.noun) \($0.text(0))" }
        }
        names += try textReferrers(of: row)
        guard !names.isEmpty else { return }
        let noun = row.registry.shape.noun
        let name = row["name"].stringValue ?? String(row.id)
        throw EngineError(
            .conflict, "The \(noun) \(name) is still referred to by: \(names.prefix(10).joined(separator: ", "))"
        )
    }
}

extension UnitOfWork {
    func insertRow(_ registry: Registry, _ values: [String: SQLValue], creator: Int64) throws -> Int64 {
        let shape = registry.shape
        var names = shape.columns.filter { values[$0.name] != nil }.map(\.sql)
        var arguments = shape.columns.compactMap { values[$0.name] }
        if shape.isSoftDeleted {
            names += ["creator_id", "created"]
            arguments += [.integer(creator), .time(now)]
        }
        if registry == .nodes {
            // A host name is what makes a native node; a UFDL node is known by its address and number.
            names += ["user_id", "hostname", "created", "last_seen", "last_modified"]
            arguments += [
                .integer(creator), .text("ufdl:\(SecretBytes.hex(SecretBytes.random(8)))"), .time(now), .integer(0),
                .time(now),
            ]
        }
        let places = arguments.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let id = try connection.first(
            "INSERT INTO \(shape.table) (\(names.joined(separator: ", "))) VALUES (\(places)) RETURNING id", arguments
        ) { $0.int(0) }
        guard let id else { throw StorageError(.other, "the database gave the \(shape.noun) no id") }
        return id
    }
}
