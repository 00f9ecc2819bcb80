import JSONSupport

/// A place where a document breaks its schema.
struct SchemaViolation: Sendable, Hashable {
    /// The way to the value, such as `job/errors/0/name`; empty for the document itself.
    let path: String
    let rule: String

    var text: String {
        path.isEmpty ? rule : "\(path): \(rule)"
    }
}

/// Reads a document by its schema and gathers every violation on the way, so that one pass both checks and decodes.
struct SchemaReader {
    /// More than this nobody reads; a document of 100,000 faults must not make an answer of that size.
    private static let violationLimit = 50
    /// The most entries of one list.
    static let listLimit = 1_000

    private(set) var violations: [SchemaViolation] = []
    /// False for a document that was judged when it was stored: the names of legacy job types have other rules than
    /// Seed's, and they were kept then.
    private let judgesPatterns: Bool

    init(judgesPatterns: Bool = true) {
        self.judgesPatterns = judgesPatterns
    }

    mutating func refuse(_ path: String, _ rule: String) {
        guard violations.count < Self.violationLimit else { return }
        violations.append(SchemaViolation(path: path, rule: rule))
    }

    /// The object at `path`, after a look at which members it has.
    mutating func object(
        _ json: JSON?, at path: String, required: [String], optional: [String] = []
    ) -> JSONObject? {
        guard let json else { return nil }
        guard let object = json.objectValue else {
            refuse(path, "expected an object, got \(json.typeDescription)")
            return nil
        }
        for key in required where object[key] == nil {
            refuse(path, "'\(key)' is a required property")
        }
        let valid = Set(required + optional)
        for key in object.keys where !valid.contains(key) {
            refuse(path, "Additional properties are not allowed ('\(Self.shortened(key))' was unexpected)")
        }
        return object
    }

    /// The entries of the list at `path`, each read by `read`.
    mutating func list<Entry>(
        _ json: JSON?, at path: String, _ read: (inout SchemaReader, JSON, String) -> Entry?
    ) -> [Entry] {
        guard let json else { return [] }
        guard let entries = json.arrayValue else {
            refuse(path, "expected an array, got \(json.typeDescription)")
            return []
        }
        guard entries.count <= Self.listLimit else {
            refuse(path, "has \(entries.count) entries, the limit is \(Self.listLimit)")
            return []
        }
        return entries.enumerated().compactMap { index, entry in read(&self, entry, "\(path)/\(index)") }
    }

    mutating func string(_ json: JSON?, at path: String, matching pattern: TextPattern? = nil) -> String? {
        guard let json else { return nil }
        guard let text = json.stringValue else {
            refuse(path, "expected a string, got \(json.typeDescription)")
            return nil
        }
        if judgesPatterns, let pattern, !pattern.matches(text) {
            refuse(path, "'\(Self.shortened(text))' does not match \(pattern.text)")
            return nil
        }
        return text
    }

    mutating func word(_ json: JSON?, at path: String, among words: [String]) -> String? {
        guard let text = string(json, at: path) else { return nil }
        guard words.contains(text) else {
            refuse(path, "'\(Self.shortened(text))' is not one of \(words.joined(separator: ", "))")
            return nil
        }
        return text
    }

    mutating func bool(_ json: JSON?, at path: String) -> Bool? {
        guard let json else { return nil }
        guard let flag = json.boolValue else {
            refuse(path, "expected a boolean, got \(json.typeDescription)")
            return nil
        }
        return flag
    }

    mutating func integer(_ json: JSON?, at path: String) -> Int64? {
        guard let json else { return nil }
        guard let number = json.intValue else {
            refuse(path, "expected an integer, got \(json.typeDescription)")
            return nil
        }
        return number
    }

    mutating func number(_ json: JSON?, at path: String) -> Double? {
        guard let json else { return nil }
        guard let number = json.doubleValue else {
            refuse(path, "expected a number, got \(json.typeDescription)")
            return nil
        }
        return number
    }

    private static func shortened(_ text: String) -> String {
        text.count > 60 ? text.prefix(57) + "..." : text
    }
}

/// A rule for a text, with the pattern as the schema prints it.
struct TextPattern: Sendable {
    let text: String
    let matches: @Sendable (String) -> Bool

    /// Names of inputs, outputs, settings, mounts, resources and errors.
    static let name = TextPattern(text: "^[a-zA-Z0-9_-]+$") { name in
        !name.isEmpty && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    }

    /// Names of jobs: no underscore.
    static let jobName = TextPattern(text: "^[a-zA-Z0-9-]+$") { name in
        !name.isEmpty && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// Names of inputs and outputs of legacy job types (scale.md §5.8).
    static let legacyName = TextPattern(text: "^[a-zA-Z0-9\\-_ ]{1,255}$") { name in
        (1...255).contains(name.utf8.count)
            && name.utf8.allSatisfy { isLetterOrDigit($0) || "-_ ".utf8.contains($0) }
    }

    /// Names of environment variables.
    static let variableName = TextPattern(text: "^[a-zA-Z_][a-zA-Z0-9_]*$") { name in
        !isDigit(name.utf8.first) && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
    }

    static let semanticVersion = TextPattern(text: "MAJOR.MINOR.PATCH of semantic versioning") { SemanticVersion($0) != nil }

    static let seedVersion = TextPattern(text: "^1\\.0\\.0$") { $0 == "1.0.0" }

    /// True for the beginning of an empty text too.
    private static func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { $0 &- UInt8(ascii: "0") < 10 } ?? true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }
}
