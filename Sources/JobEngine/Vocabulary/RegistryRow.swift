import JSONSupport
import JobModel
import Storage

/// One row of a registry: its values by column, references as keys.
package struct RegistryRow: Sendable, Hashable {
    package let registry: Registry
    package let id: Int64
    package let values: [String: JSON]
    /// Who made it, and when, where the registry keeps that.
    package let creator: Int64?
    package let created: Timestamp?
    package let deleted: Timestamp?

    package subscript(_ column: String) -> JSON {
        values[column] ?? .null
    }

    package func reference(_ column: String) -> Int64? {
        values[column]?.intValue
    }
}

/// Rows with those that they refer to, read in one snapshot.
package struct RegistrySnapshot: Sendable {
    package let rows: [RegistryRow]
    private let referred: [Registry: [Int64: RegistryRow]]

    init(rows: [RegistryRow], referred: [Registry: [Int64: RegistryRow]]) {
        self.rows = rows
        self.referred = referred
    }

    package func row(_ registry: Registry, _ id: Int64?) -> RegistryRow? {
        id.flatMap { referred[registry]?[$0] }
    }
}

extension RegistryShape {
    /// What a SELECT asks for: the key, the columns, and who made the row when.
    var selection: String {
        let own = columns.map { column in
            // Native workers have no address and no number; their host name and 0 stand for them.
            switch (table, column.name) {
            case ("nodes", "ip"): "COALESCE(ip, hostname)"
            case ("nodes", "index"): "COALESCE(node_index, 0)"
            case ("nodes", "cpu_mem"): "COALESCE(cpu_mem, 0)"
            default: column.sql
            }
        }
        return (["id"] + own + (isSoftDeleted ? ["creator_id", "created", "deleted"] : [])).joined(separator: ", ")
    }
}

extension Registry {
    func row(_ row: any SQLRow) throws -> RegistryRow {
        let shape = shape
        var values: [String: JSON] = [:]
        for (index, column) in shape.columns.enumerated() {
            values[column.name] = try column.json(row, index + 1)
        }
        let stamps = shape.columns.count + 1
        return RegistryRow(
            registry: self, id: row.int(0), values: values,
            creator: shape.isSoftDeleted ? row.optionalInt(stamps) : nil,
            created: shape.isSoftDeleted ? row.time(stamps + 1) : nil,
            deleted: shape.isSoftDeleted ? row.optionalTime(stamps + 2) : nil
        )
    }
}

extension RegistryColumn {
    fileprivate func json(_ row: any SQLRow, _ position: Int) throws -> JSON {
        if row.isNull(position) { return .null }
        return switch kind {
        case .text: .string(row.text(position))
        case .index, .integer, .reference, .job: .int(row.int(position))
        case .real: .double(row.real(position))
        case .flag: .bool(row.bool(position))
        case .texts, .json: try JSON.parse(row.text(position))
        // A node that was never seen is stored with 0.
        case .time: row.int(position) == 0 ? .null : .string(row.time(position).iso8601)
        }
    }
}
