import JSONSupport

/// What one dialect tells of its operations, for `OpenAPIDocument`.
package struct APIDescription: Sendable {
    /// The operations that deal with one thing, under a heading of their own.
    struct Subject: Sendable {
        let name: String
        let text: String
        var operations: [(pattern: String, verb: Verb, operation: Operation)] = []
    }

    /// What comes before the names of subjects, such as `Scale v6`. Two descriptions may belong to one dialect.
    let dialect: String
    /// How the dialect refuses.
    let errors: Answer
    private(set) var subjects: [Subject] = []
    /// What has no entry of its own.
    private(set) var folded: [(pattern: String, verb: Verb)] = []
    private(set) var schemas: [(name: String, schema: Schema)] = []

    /// - Parameter errors: what all refusals look like.
    package init(dialect: String, errors: Answer) {
        self.dialect = dialect
        self.errors = errors
    }

    /// Gives a schema a name, for `Schema.named`.
    package mutating func define(_ name: String, _ schema: Schema) {
        schemas.append((name, schema))
    }

    /// Begins a subject, which what follows belongs to.
    package mutating func begin(_ name: String, _ text: String) {
        subjects.append(Subject(name: name, text: text))
    }

    /// Describes methods of a path, written as in `RouteTable.on`.
    package mutating func on(_ pattern: String, _ operations: KeyValuePairs<Verb, Operation>) {
        guard let last = subjects.indices.last else { return }
        for (verb, operation) in operations { subjects[last].operations.append((pattern, verb, operation)) }
    }

    /// Says that methods of a path are described with another one: OpenAPI does not know two paths that differ only in
    /// what their parameters match.
    package mutating func fold(_ pattern: String, _ verbs: [Verb]) {
        folded += verbs.map { (pattern, $0) }
    }
}
