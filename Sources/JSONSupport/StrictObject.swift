/// How a JSON value differs from what was agreed, in the words of Python's jsonschema, which UFDL's users know.
package struct SchemaMismatch: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// `value` is not of the type that was wanted.
    package static func type(_ value: JSON, _ wanted: String) -> SchemaMismatch {
        var shown = value.compactText
        if shown.count > 200 { shown = shown.prefix(200) + "…" }
        return SchemaMismatch("\(shown) is not of type '\(wanted)'")
    }
}

/// A JSON object of which every member is known: reads them by name and type and refuses all others.
package struct StrictObject {
    private let members: JSONObject

    /// - Parameter known: the names that the object may have; nil lets any others pass.
    /// - Throws: `SchemaMismatch` for a value that is no object or has a member too many.
    package init(_ json: JSON, known: [String]?) throws(SchemaMismatch) {
        guard case .object(let members) = json else { throw .type(json, "object") }
        if let known, let other = members.keys.first(where: { !known.contains($0) }) {
            throw SchemaMismatch("Additional properties are not allowed ('\(other)' was unexpected)")
        }
        self.members = members
    }

    package func has(_ name: String) -> Bool {
        members[name] != nil
    }

    /// - Throws: `SchemaMismatch` for a missing member, or what `read` throws, with the member's name before it.
    package func required<Value>(
        _ name: String, _ read: (JSON) throws(SchemaMismatch) -> Value
    ) throws(SchemaMismatch) -> Value {
        guard let value = try optional(name, read) else { throw SchemaMismatch("'\(name)' is a required property") }
        return value
    }

    package func optional<Value>(
        _ name: String, _ read: (JSON) throws(SchemaMismatch) -> Value
    ) throws(SchemaMismatch) -> Value? {
        guard let json = members[name] else { return nil }
        do throws(SchemaMismatch) {
            return try read(json)
        } catch {
            throw SchemaMismatch("\(name): \(error.description)")
        }
    }
}

/// Reads one value of a type; for use with `StrictObject`.
package enum Strict {
    /// A text of so many characters.
    package static func string(_ lengths: ClosedRange<Int>) -> (JSON) throws(SchemaMismatch) -> String {
        { json throws(SchemaMismatch) in
            let text = try string(json)
            guard text.unicodeScalars.count >= lengths.lowerBound else { throw SchemaMismatch("'\(text)' is too short") }
            guard text.unicodeScalars.count <= lengths.upperBound else {
                throw SchemaMismatch("'\(text.prefix(80))…' is too long, \(lengths.upperBound) characters are the most")
            }
            return text
        }
    }

    package static func string(_ json: JSON) throws(SchemaMismatch) -> String {
        guard let text = json.stringValue else { throw .type(json, "string") }
        return text
    }

    package static func flag(_ json: JSON) throws(SchemaMismatch) -> Bool {
        guard let flag = json.boolValue else { throw .type(json, "boolean") }
        return flag
    }

    /// A whole number of at least `minimum`.
    package static func integer(atLeast minimum: Int64) -> (JSON) throws(SchemaMismatch) -> Int64 {
        { json throws(SchemaMismatch) in
            guard let number = json.intValue else { throw .type(json, "integer") }
            guard number >= minimum else { throw SchemaMismatch("\(number) is less than the minimum of \(minimum)") }
            return number
        }
    }

    /// Any JSON.
    package static func any(_ json: JSON) throws(SchemaMismatch) -> JSON {
        json
    }

    /// An object of any members, each read the same way, in their order.
    package static func map<Value>(
        _ read: @escaping (JSON) throws(SchemaMismatch) -> Value
    ) -> (JSON) throws(SchemaMismatch) -> [(key: String, value: Value)] {
        { json throws(SchemaMismatch) in
            guard let members = json.objectValue else { throw .type(json, "object") }
            var values: [(key: String, value: Value)] = []
            for (key, member) in members {
                do throws(SchemaMismatch) {
                    values.append((key, try read(member)))
                } catch {
                    throw SchemaMismatch("\(key): \(error.description)")
                }
            }
            return values
        }
    }

    /// An array of at least so many elements, each read the same way.
    package static func array<Value>(
        atLeast minimum: Int = 0, _ read: @escaping (JSON) throws(SchemaMismatch) -> Value
    ) -> (JSON) throws(SchemaMismatch) -> [Value] {
        { json throws(SchemaMismatch) in
            guard let elements = json.arrayValue else { throw .type(json, "array") }
            guard elements.count >= minimum else { throw SchemaMismatch("\(json.compactText) is too short") }
            var values: [Value] = []
            for (index, element) in elements.enumerated() {
                do throws(SchemaMismatch) {
                    values.append(try read(element))
                } catch {
                    throw SchemaMismatch("[\(index)]: \(error.description)")
                }
            }
            return values
        }
    }
}
