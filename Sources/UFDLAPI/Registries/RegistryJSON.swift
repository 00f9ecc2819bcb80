import HTTPSupport
import JSONSupport
import JobEngine

extension Response {
    /// One row as an object.
    static func row(_ snapshot: RegistrySnapshot, status: Int = 200) -> Response {
        .json(status) { writer in
            for row in snapshot.rows { writer.row(row, snapshot) }
        }
    }

    /// Rows as an array; lists of UFDL have no pages.
    static func rows(_ snapshot: RegistrySnapshot) -> Response {
        .json(capacity: 256 * snapshot.rows.count + 16) { writer in
            writer.beginArray()
            for row in snapshot.rows { writer.row(row, snapshot) }
            writer.endArray()
        }
    }
}

extension JSONWriter {
    /// A row with what it refers to in the form that its table shows it in (ufdl.md §4.2).
    mutating func row(_ row: RegistryRow, _ snapshot: RegistrySnapshot) {
        beginObject()
        field("pk", row.id)
        for column in row.registry.shape.columns {
            key(column.name)
            reference(row, column, snapshot)
        }
        if row.registry.shape.isSoftDeleted {
            field("creator", row.creator)
            field("creation_time", row.created)
            field("deletion_time", row.deleted)
        }
        endObject()
    }

    private mutating func reference(_ row: RegistryRow, _ column: RegistryColumn, _ snapshot: RegistrySnapshot) {
        guard case .reference(let registry) = column.kind,
            let target = snapshot.row(registry, row.reference(column.name))
        else { return row[column.name].write(to: &self) }
        switch registry {
        case .domains: value(target["description"].stringValue)
        case .licences where row.registry != .datasets: value(target["name"].stringValue)
        case .frameworks, .cuda: self.row(target, snapshot)
        case .hardware where row.registry != .nodes: self.row(target, snapshot)
        default: value(target.id)
        }
    }
}
