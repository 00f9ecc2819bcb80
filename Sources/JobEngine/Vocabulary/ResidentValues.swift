import JSONSupport
import Storage
import ValueTypes

/// Which rows a server-resident type means: a table, what its arguments say about the rows, and what a row is called.
struct ResidentRows {
    let table: String
    private(set) var conditions: [String] = []
    private(set) var arguments: [SQLValue] = []
    /// The expression of the name, for types whose rows have one.
    private(set) var name: String?
    /// The registry of the table; nil for job outputs.
    let registry: Registry?

    /// - Returns: nil for a type that is not server-resident, or abstract.
    init?(_ type: TypeExpression) {
        guard type.isServerResident, !type.isAbstract, let typeClass = type.typeClass else { return nil }
        switch typeClass {
        case .domain: (table, registry, name) = ("domains", .domains, "description")
        case .framework: (table, registry) = ("frameworks", .frameworks)
        case .hardware: (table, registry, name) = ("hardware", .hardware, "generation")
        case .cudaVersion: (table, registry, name) = ("cuda", .cuda, "full_version")
        case .dataset: (table, registry, name) = ("datasets", .datasets, Self.versionedName)
        case .dockerImage: (table, registry, name) = ("docker_images", .dockerImages, Self.versionedName)
        case .pretrainedModel: (table, registry, name) = ("pretrained_models", .pretrainedModels, "name")
        case .jobOutput: (table, registry) = ("job_outputs", nil)
        default: return nil
        }
        restrict(to: type, typeClass)
    }

    private static let versionedName = "name || ' v' || CAST(version AS TEXT)"

    private mutating func restrict(to type: TypeExpression, _ typeClass: TypeClass) {
        switch typeClass {
        case .domain:
            require("description", type.arguments.first?.stringLiteral)
        case .framework:
            require("name", type.arguments.first?.stringLiteral)
            require("version", type.arguments.last?.stringLiteral)
        case .dataset:
            requireDomain(type.arguments.first)
        case .dockerImage, .pretrainedModel:
            requireDomain(type.arguments.first)
            requireFramework(type.arguments.last)
        case .jobOutput:
            require("type", type.arguments.first?.canonicalText)
        default: break
        }
        if registry?.shape.isSoftDeleted ?? true { conditions.append("deleted IS NULL") }
    }

    private mutating func require(_ expression: String, _ value: String?) {
        guard let value else { return }
        arguments.append(.text(value))
        conditions.append("\(expression) = $\(arguments.count)")
    }

    private mutating func requireDomain(_ domain: TypeExpression?) {
        require("(SELECT description FROM domains WHERE domains.id = domain_id)", domain?.arguments.first?.stringLiteral)
    }

    private mutating func requireFramework(_ framework: TypeExpression?) {
        for (column, argument) in zip(["name", "version"], framework?.arguments ?? []) {
            require(
                "(SELECT f.\(column) FROM frameworks f WHERE f.id = framework_id)", argument.stringLiteral
            )
        }
    }

    /// `WHERE …`, or nothing.
    var clause: String {
        conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    }
}

extension SQLConnection {
    /// The most values of a type that an answer lists.
    private static var valueLimit: Int64 { 10_000 }

    /// The values that a `PK`, `Name` or `JobOutput` type can have now.
    func liveValues(of type: TypeExpression) throws -> [JSON] {
        guard let (rows, key, isText) = Self.rows(behind: type) else { return [] }
        return try all(
            "SELECT \(key) FROM \(rows.table) \(rows.clause) ORDER BY id LIMIT \(Self.valueLimit)", rows.arguments
        ) { isText ? .string($0.text(0)) : .int($0.int(0)) }
    }

    /// Some values of such a type with what people call them, the newest first.
    func newestValues(of type: TypeExpression, limit: Int64) throws -> [(value: JSON, label: String)] {
        guard let (rows, key, isText) = Self.rows(behind: type) else { return [] }
        let label = type.typeClass == .jobOutput ? "name || ' of job ' || CAST(job_id AS TEXT)" : rows.name ?? "''"
        return try all(
            "SELECT \(key), \(label), id FROM \(rows.table) \(rows.clause) ORDER BY id DESC LIMIT \(limit)", rows.arguments
        ) { row in
            (isText ? .string(row.text(0)) : .int(row.int(0)), "\(row.text(1)) (\(row.int(2)))")
        }
    }

    /// Whether a `PK`, `Name` or `JobOutput` type has a value.
    func isLive(_ value: JSON, of type: TypeExpression) throws -> Bool {
        guard let (rows, key, isText) = Self.rows(behind: type) else { return false }
        let wanted: SQLValue? = isText ? value.stringValue.map { .text($0) } : value.intValue.map { .integer($0) }
        guard let wanted else { return false }
        let condition = "\(rows.clause.isEmpty ? "WHERE" : "\(rows.clause) AND") \(key) = $\(rows.arguments.count + 1)"
        return try integer("SELECT 1 FROM \(rows.table) \(condition) LIMIT 1", rows.arguments + [wanted]) != nil
    }

    private static func rows(behind type: TypeExpression) -> (rows: ResidentRows, key: String, isText: Bool)? {
        switch type.typeClass {
        case .pk: type.arguments.first.flatMap(ResidentRows.init).map { ($0, "id", false) }
        case .jobOutput: ResidentRows(type).map { ($0, "id", false) }
        case .name:
            type.arguments.first.flatMap(ResidentRows.init).flatMap { rows in rows.name.map { (rows, $0, true) } }
        default: nil
        }
    }
}

/// The rows that are the values of a server-resident type.
package enum ResidentValues: Sendable {
    case rows(RegistrySnapshot)
    case outputs([JobOutput])
}

extension JobEngine {
    /// Every row that is a value of a type.
    /// - Throws: `EngineError.Code.invalid` in UFDL's words for a type that cannot be read or has no rows.
    package func residentValues(of text: String) async throws -> ResidentValues {
        try await read { connection in
            let type = try TypeVocabulary(on: connection).type(text)
            guard type.isServerResident else {
                throw EngineError.invalid("type", "\(text) is not a server-resident type")
            }
            guard !type.isAbstract, let rows = ResidentRows(type) else {
                throw EngineError.invalid("type", "\(text) is abstract")
            }
            guard let registry = rows.registry else {
                let condition = rows.conditions.joined(separator: " AND ")
                return .outputs(try connection.outputs(where: condition, rows.arguments))
            }
            let found = try connection.all(
                "SELECT \(registry.shape.selection) FROM \(rows.table) \(rows.clause) ORDER BY id", rows.arguments,
                registry.row
            )
            return .rows(try connection.withReferred(found))
        }
    }
}

extension TypeVocabulary {
    /// - Throws: `EngineError.Code.invalid` in UFDL's words.
    func type(_ text: String) throws(EngineError) -> TypeExpression {
        do {
            return try TypeExpression.parse(text, types)
        } catch {
            throw .invalid("type", error.description)
        }
    }
}
