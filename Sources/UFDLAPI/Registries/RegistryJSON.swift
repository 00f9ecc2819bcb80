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
        switch ReferenceForm(of: registry, in: row.registry) {
        case .key: value(target.id)
        case .row: self.row(target, snapshot)
        case .text(let name): value(target[name].stringValue)
        }
    }
}

/// How a row is shown where another refers to it (ufdl.md §4.2).
enum ReferenceForm {
    case key
    case row
    /// By one of its columns.
    case text(column: String)

    /// - Parameter registry: what the row that refers is in.
    init(of target: Registry, in registry: Registry) {
        self = switch target {
        case .domains: .text(column: "description")
        case .licences where registry != .datasets: .text(column: "name")
        case .frameworks, .cuda: .row
        case .hardware where registry != .nodes: .row
        default: .key
        }
    }
}
