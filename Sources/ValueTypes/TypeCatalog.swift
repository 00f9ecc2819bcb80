/// The types that a server knows, by name. Made from the job-type rows, so a row may be renamed, added or gone.
package struct TypeCatalog: Sendable, Hashable {
    /// What stands behind a name.
    enum Entry: Sendable, Hashable {
        case builtin(TypeClass)
        /// A class that we do not have: no parameters, no values, sub-type of itself and of the root only.
        case opaque
    }

    private let entries: [String: Entry]
    private let names: [TypeClass: String]

    /// The types of these rows. Names and classes are unique in the database; here the first row of two counts.
    package init(_ rows: some Sequence<CatalogRow>) {
        var entries: [String: Entry] = [:]
        var names: [TypeClass: String] = [:]
        for row in rows where entries[row.name] == nil {
            guard let typeClass = TypeClass(rawValue: row.cls) else {
                entries[row.name] = .opaque
                continue
            }
            entries[row.name] = .builtin(typeClass)
            if names[typeClass] == nil { names[typeClass] = row.name }
        }
        self.entries = entries
        self.names = names
    }

    /// The rows of a fresh server, in the order of their pk, which starts at 1.
    package static let builtinRows = TypeClass.allCases.map {
        CatalogRow(name: $0.standardName, pkg: "ufdl.jobtypes", cls: $0.rawValue)
    }

    /// The types of a fresh server.
    package static let builtin = TypeCatalog(builtinRows)

    func entry(named name: String) -> Entry? {
        entries[name]
    }

    /// A type of that class. Arguments that are left out are the most general ones; nothing is checked.
    package func type(_ typeClass: TypeClass, _ arguments: TypeExpression...) -> TypeExpression {
        type(typeClass, arguments)
    }

    func type(_ typeClass: TypeClass, _ arguments: [TypeExpression]) -> TypeExpression {
        let omitted = typeClass.bounds.dropFirst(arguments.count).map { type($0, []) }
        // A bound whose row is gone still has to be called something.
        let name = names[typeClass] ?? typeClass.standardName
        return .builtin(typeClass, name: name, arguments: arguments + omitted)
    }
}
