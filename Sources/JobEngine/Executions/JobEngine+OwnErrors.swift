import JobModel
import Storage

/// What an operator says of an error; nil leaves a field as it is.
package struct ErrorChange: Sendable {
    package var title: String?
    package var description: String?
    package var category: ErrorCategory?

    package init() {}
}

/// Errors that operators define, for the mappings of legacy job types.
extension JobEngine {
    private static let maximumName = 50
    private static let maximumTitle = 50
    private static let maximumDescription = 250

    /// Makes an error that any mapping of exit codes may name. One of the category `SYSTEM` is tried again.
    /// - Throws: `EngineError.Code.invalid` naming the field.
    package func createError(named name: String, _ change: ErrorChange) async throws -> ErrorRow {
        let isName = !name.isEmpty && name.utf8.count <= Self.maximumName && name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isName else {
            throw EngineError.invalid("name", "name must have 1 to \(Self.maximumName) letters, digits, dashes and underscores.")
        }
        guard let category = change.category else { throw EngineError.invalid("category", "category is missing.") }
        try Self.check(change)
        return try await write { unit in
            guard try unit.connection.error(named: name, jobTypeName: "") == nil else {
                throw EngineError.invalid("name", "There is an error named \(name) already.")
            }
            try unit.connection.saveError(
                name: name, jobTypeName: "", title: change.title ?? name, description: change.description ?? "",
                category: category, isBuiltin: false, isRetried: category == .system, now: unit.now
            )
            guard let made = try unit.connection.error(named: name, jobTypeName: "") else {
                throw StorageError(.other, "the new error was not stored")
            }
            return made
        }
    }

    /// Changes an error that is not built in.
    /// - Throws: `EngineError`: not found, or invalid for a built-in one and for a text that is too long.
    package func changeError(_ id: Int64, _ change: ErrorChange) async throws {
        try Self.check(change)
        try await write { unit in
            guard let error = try unit.connection.error(id) else { throw EngineError.notFound("error", id) }
            guard !error.isBuiltin else { throw EngineError.invalid("id", "A built-in error cannot be changed.") }
            let category = change.category ?? error.category
            try unit.connection.saveError(
                name: error.name, jobTypeName: error.jobTypeName ?? "", title: change.title ?? error.title,
                description: change.description ?? error.description, category: category, isBuiltin: false,
                isRetried: error.jobTypeName == nil && category == .system, now: unit.now
            )
        }
    }

    private static func check(_ change: ErrorChange) throws(EngineError) {
        try UserRules.checkText(change.title ?? "", "title", maximum: maximumTitle)
        try UserRules.checkText(change.description ?? "", "description", maximum: maximumDescription)
    }
}
