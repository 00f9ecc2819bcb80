import HTTPSupport
import JSONSupport

/// The fields of a body, from JSON or a form, checked as Django REST framework does and in its words (ufdl.md §1.4).
struct BodyFields {
    private let members: JSONObject
    var faults = FieldFaults()

    /// - Throws: `RequestError` 400 for a body that is no object.
    init(_ call: Call) async throws {
        switch try await call.content(mayHoldNUL: true) {
        case .none: members = JSONObject()
        case .form(let fields): members = JSONObject(fields.pairs.map { ($0.name, .string($0.value)) })
        case .json(.object(let object)):
            members = object
            for (name, value) in object where value.containsNUL || name.utf8.contains(0) {
                faults.add(name, "Null characters are not allowed.")
            }
            try faults.throwIfAny()
        case .json(let other):
            var faults = FieldFaults()
            faults.add(nil, "Invalid data. Expected a dictionary, but got \(other.pythonType).")
            throw faults.error
        }
    }

    func has(_ name: String) -> Bool {
        members[name] != nil
    }

    /// The value of a field that is there and not null. What is missing or null is noted where it must not be.
    mutating func value(_ name: String, isRequired: Bool, isNullable: Bool = false) -> JSON? {
        guard let value = members[name] else {
            if isRequired { faults.add(name, "This field is required.") }
            return nil
        }
        if value.isNull {
            if !isNullable { faults.add(name, "This field may not be null.") }
            return nil
        }
        return value
    }

    /// A text without blanks around it; numbers count as texts.
    mutating func text(
        _ name: String, maximum: Int, mayBeBlank: Bool = false, isRequired: Bool, isNullable: Bool = false
    ) -> String? {
        guard let value = value(name, isRequired: isRequired, isNullable: isNullable) else { return nil }
        guard let text = Self.text(of: value) else {
            faults.add(name, "Not a valid string.")
            return nil
        }
        if text.isEmpty, !mayBeBlank { faults.add(name, "This field may not be blank.") }
        if text.unicodeScalars.count > maximum {
            faults.add(name, "Ensure this field has no more than \(maximum) characters.")
        }
        return text
    }

    mutating func flag(_ name: String, isRequired: Bool = false) -> Bool? {
        guard let value = value(name, isRequired: isRequired) else { return nil }
        switch value {
        case .bool(let flag): return flag
        case .int(0), .string("false"), .string("False"), .string("0"): return false
        case .int(1), .string("true"), .string("True"), .string("1"): return true
        default:
            faults.add(name, "Must be a valid boolean.")
            return nil
        }
    }

    static func text(of value: JSON) -> String? {
        switch value {
        case .string(let text): text.trimmingBlanks
        case .int, .double: value.compactText
        default: nil
        }
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex
        return String(self[..<end].drop { $0.isWhitespace })
    }
}
