import Storage
import Synchronization
import ValueTypes

/// The types and contracts that a server knows: those of its rows.
struct TypeVocabulary: Sendable {
    let types: TypeCatalog
    let contracts: ContractCatalog

    init(on connection: any SQLConnection) throws {
        types = TypeCatalog(try Self.rows(of: "value_types", connection))
        contracts = ContractCatalog(try Self.rows(of: "job_contracts", connection), types: types)
    }

    private static func rows(of table: String, _ connection: any SQLConnection) throws -> [CatalogRow] {
        try connection.all("SELECT name, pkg, cls FROM \(table) ORDER BY id") { row in
            CatalogRow(name: row.text(0), pkg: row.text(1), cls: row.text(2))
        }
    }
}

/// What templates look like, read once: creating jobs asks for it every time. Only the writer fills it and every change
/// of templates or of the vocabulary empties it, so it never knows more or less than the database.
final class TemplateCache: Sendable {
    private static let limit = 1_000

    private struct Known {
        var vocabulary: TypeVocabulary?
        var templates: [Int64: LoadedTemplate] = [:]
    }

    private let known = Mutex(Known())

    func removeAll() {
        known.withLock { $0 = Known() }
    }

    func vocabulary(on connection: any SQLConnection) throws -> TypeVocabulary {
        if let vocabulary = known.withLock({ $0.vocabulary }) { return vocabulary }
        let vocabulary = try TypeVocabulary(on: connection)
        known.withLock { $0.vocabulary = vocabulary }
        return vocabulary
    }

    /// - Throws: `EngineError.Code.notFound`.
    func template(_ id: Int64, on connection: any SQLConnection) throws -> LoadedTemplate {
        if let template = known.withLock({ $0.templates[id] }) { return template }
        let loader = TemplateLoader(connection: connection, vocabulary: try vocabulary(on: connection))
        let template = try loader.load(id)
        known.withLock { known in
            if known.templates.count >= Self.limit { known.templates = [:] }
            known.templates[id] = template
        }
        return template
    }
}
