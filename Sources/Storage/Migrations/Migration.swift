/// One numbered step of the schema. A step that has been released is never edited; a change is a new step.
package struct Migration: Sendable {
    package let number: Int64
    package let name: String
    /// The script, with `{id}`, `{blob}` and `{real}` standing for what each database calls its automatic key, its bytes
    /// and its double.
    package let script: String

    package init(number: Int64, name: String, script: String) {
        self.number = number
        self.name = name
        self.script = script
    }

    /// Every step, in order.
    package static let all: [Migration] = [.initialSchema, .jobSecrets, .ufdl, .legacyTypes, .statistics, .jobLists]
}

/// How one database spells the column types that differ.
package struct SchemaDialect: Sendable {
    package let automaticKey: String
    package let blob: String
    package let real: String

    package init(automaticKey: String, blob: String, real: String) {
        self.automaticKey = automaticKey
        self.blob = blob
        self.real = real
    }

    func render(_ script: String) -> String {
        script
            .replacing("{id}", with: automaticKey)
            .replacing("{blob}", with: blob)
            .replacing("{real}", with: real)
    }
}

/// Brings a database to the newest schema.
package enum Migrator {
    /// Runs the steps that the database has not seen, all of them or none.
    /// - Throws: `StorageError.Code.incompatible` when the database was made by a newer version.
    package static func migrate(
        _ connection: any SQLConnection, dialect: SchemaDialect, steps: [Migration] = Migration.all
    ) throws {
        try connection.execute("CREATE TABLE IF NOT EXISTS schema_steps (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")
        let done = try connection.integer("SELECT COALESCE(MAX(number), 0) FROM schema_steps") ?? 0
        if let newest = steps.last?.number, done > newest {
            throw StorageError(
                .incompatible,
                "the data folder has schema \(done), this version knows schemas up to \(newest): use a newer drover"
            )
        }
        for step in steps where step.number > done {
            try connection.executeScript(dialect.render(step.script))
            try connection.execute(
                "INSERT INTO schema_steps (number, name) VALUES ($1, $2)", [.integer(step.number), .text(step.name)]
            )
        }
    }
}
