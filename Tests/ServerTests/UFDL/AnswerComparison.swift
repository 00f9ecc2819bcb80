import JSONSupport

/// Compares an answer of ours with the recorded one: shape and values, but for what differs from run to run.
struct AnswerComparison {
    struct Difference: CustomStringConvertible {
        /// The innermost field.
        let field: String
        let place: String
        let expected: String
        let got: String

        var description: String { "\(place): expected \(expected), got \(got)" }
    }

    private static let moments: Set = [
        "creation_time", "deletion_time", "start_time", "end_time", "last_seen", "last_login", "date_joined",
    ]
    /// Messages that quote the Python library's; only their beginning is a contract (ufdl.md §1.4).
    private static let freeMessages = ["Unable to parse JSON: ", "JSON parse error - "]

    var keys: RecordedKeys
    private(set) var differences: [Difference] = []

    init(keys: RecordedKeys) { self.keys = keys }

    mutating func compare(_ expected: JSON, _ got: JSON, in table: RecordedKeys.Table?, at place: String = "") {
        switch (expected, got) {
        case (.object(let object), .object(let other)):
            for (name, value) in object {
                if let otherValue = other[name] {
                    compare(field: name, value, otherValue, in: table, at: "\(place).\(name)")
                } else {
                    add(name, "\(place).\(name)", value.compactText, "nothing")
                }
            }
            for (name, value) in other where object[name] == nil {
                add(name, "\(place).\(name)", "nothing", value.compactText)
            }
        case (.array(let elements), .array(let others)):
            guard elements.count == others.count else {
                return add("", place, "\(elements.count) elements", "\(others.count): \(got.compactText.prefix(400))")
            }
            for (index, pair) in zip(elements, others).enumerated() {
                compare(pair.0, pair.1, in: table, at: "\(place)[\(index)]")
            }
        default:
            if expected != got, expected.doubleValue == nil || expected.doubleValue != got.doubleValue {
                add(String(place.split(separator: ".").last ?? ""), place, expected.compactText, got.compactText)
            }
        }
    }

    private mutating func compare(
        field name: String, _ expected: JSON, _ got: JSON, in table: RecordedKeys.Table?, at place: String
    ) {
        switch (name, expected, got) {
        case (_, .string, .string) where Self.moments.contains(name): break
        case ("access", .string, .string(let token)), ("refresh", .string, .string(let token)):
            if token.split(separator: ".").count != 3 { add(name, place, "a token", token) }
        case ("detail", .string(let text), .string(let other)): compare(detail: text, other, at: place)
        case ("template", .object, .object): compare(expected, got, in: .templates, at: place)
        case ("outputs", .array, .array): compare(expected, got, in: .outputs, at: place)
        default:
            guard let keyTable = Self.table(ofField: name, in: table), let key = expected.intValue, let our = got.intValue
            else { return compare(expected, got, in: nil, at: place) }
            if !keys.learn(keyTable, key, is: our) { add(name, place, "\(keys.our(keyTable, key))", "\(our)") }
        }
    }

    private mutating func compare(detail expected: String, _ got: String, at place: String) {
        let free = Self.freeMessages.first { expected.hasPrefix($0) }
            ?? (expected.contains("Failed validating") ? "Bad job template: " : nil)
        if let free, got.hasPrefix(free), got.count > free.count { return }
        if keys.message(expected) != got { add("detail", place, keys.message(expected), got) }
    }

    /// The table that a field has a key of.
    private static func table(ofField name: String, in table: RecordedKeys.Table?) -> RecordedKeys.Table? {
        switch name {
        case "pk": table
        case "node": .nodes
        case "job", "current_job", "parent": .jobs
        case "creator": .users
        default: nil
        }
    }

    private mutating func add(_ field: String, _ place: String, _ expected: String, _ got: String) {
        differences.append(Difference(field: field, place: place, expected: expected, got: got))
    }
}
