import JobEngine
import JobModel
import JSONSupport

/// The parameters of a request, looked up in the query string first and in the body then, with the rules and the words
/// of reference/scale.md §1.5. A parameter that is absent or `null` is nil; `required` refuses that.
///
/// ```swift
/// let parameters = try await call.parameters()
/// try parameters.checkFields(["icon_code", "is_active", "manifest"])
/// let manifest = try parameters.required("manifest", parameters.object)
/// let isActive = try parameters.boolean("is_active")
/// ```
package struct RequestParameters: Sendable {
    private let query: FormFields
    private let content: BodyContent
    private let clock: any EngineClock

    /// - Parameter clock: what durations are taken back from.
    package init(query: FormFields, content: BodyContent, clock: any EngineClock) {
        self.query = query
        self.content = content
        self.clock = clock
    }

    /// A value as it came: text from the query or a form as a string, JSON as it is. Of repeated ones the last.
    package func value(_ name: String) -> JSON? {
        query.last(name).map { .string($0) } ?? bodyValue(name)
    }

    /// The same from the body alone.
    package func bodyValue(_ name: String) -> JSON? {
        let value: JSON? = switch content {
        case .none: nil
        case .json(let json): json[name]
        case .form(let fields): fields.last(name).map { .string($0) }
        }
        return value == .null ? nil : value
    }

    /// Whether the body has a field, be it `null`.
    package func hasBodyField(_ name: String) -> Bool {
        bodyFields.contains(name)
    }

    /// The names of the body's fields, in their order.
    package var bodyFields: [String] {
        switch content {
        case .none: []
        case .json(let json): json.objectValue?.keys ?? []
        case .form(let fields): fields.pairs.map(\.name)
        }
    }

    /// Refuses a field of the body that is not one of these. Unknown query parameters are ignored.
    /// - Throws: `RequestError` 400 that names the field and the valid ones.
    package func checkFields(_ valid: [String]) throws(RequestError) {
        for field in bodyFields where !valid.contains(field) {
            let list = valid.joined(separator: ", ")
            throw RequestError(400, "\(field) is not a valid field. Valid fields are: \(list)")
        }
    }

    /// Reads a parameter that must be there.
    /// - Parameter read: the method for its type, such as `parameters.integer`.
    /// - Throws: `RequestError` 400 when it is missing or null, or what `read` throws.
    package func required<Value>(
        _ name: String, _ read: (String) throws(RequestError) -> Value?
    ) throws(RequestError) -> Value {
        guard let value = try read(name) else { throw RequestError(400, "Missing required parameter: \"\(name)\"") }
        return value
    }

    /// A truth value: JSON `true`, `false`, 1 and 0, or the texts `true`, `t`, `1`, `false`, `f`, `0` in any case.
    package func boolean(_ name: String) throws(RequestError) -> Bool? {
        switch value(name) {
        case nil: return nil
        case .bool(let flag): return flag
        case .int(0): return false
        case .int(1): return true
        case .string(let text):
            switch text.trimmed.lowercased() {
            case "true", "t", "1": return true
            case "false", "f", "0": return false
            default: break
            }
        default: break
        }
        throw RequestError(400, "Parameter must be a valid boolean: \"\(name)\"")
    }

    /// A whole number of 64 bits: a JSON number, its fraction dropped, or digits in a text.
    package func integer(_ name: String) throws(RequestError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let number = Self.integer(value) else { throw Self.notAnInteger(name) }
        return number
    }

    /// A text; a number counts as its digits.
    package func string(_ name: String) throws(RequestError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = Self.text(value) else { throw Self.notAString(name) }
        return text
    }

    /// A JSON object.
    package func object(_ name: String) throws(RequestError) -> JSONObject? {
        guard let value = value(name) else { return nil }
        guard let object = value.objectValue else {
            throw RequestError(400, "Parameter must be a valid JSON object: \"\(name)\"")
        }
        return object
    }

    /// A moment: an ISO date-time with `Z` or a positive offset, or an ISO duration, which is taken back from now.
    package func timestamp(_ name: String) throws(RequestError) -> Timestamp? {
        guard let value = value(name) else { return nil }
        guard let text = value.stringValue, let moment = moment(text) else {
            throw RequestError(400, "Invalid ISO timestamp format for parameter: \(name)")
        }
        return moment
    }

    private func moment(_ text: String) -> Timestamp? {
        if let ago = DurationText.microseconds(text) {
            let (microseconds, overflows) = clock.now().rawValue.subtractingReportingOverflow(ago)
            let moment = Timestamp(microseconds: microseconds)
            return overflows || !moment.isWritable ? nil : moment
        }
        // A text without either is refused by the original server; so is every negative offset, for want of them.
        guard text.utf8.contains(UInt8(ascii: "Z")) || text.utf8.contains(UInt8(ascii: "+")) else { return nil }
        return Timestamp(iso8601: text)
    }
}

extension RequestParameters {
    /// The texts of a repeatable parameter: `a=1&a=2` in the query or a form, an array or a single value in JSON.
    /// Empty where there is none.
    package func strings(_ name: String) throws(RequestError) -> [String] {
        var texts: [String] = []
        for value in values(name) {
            guard let text = Self.text(value) else { throw Self.notAString(name) }
            texts.append(text)
        }
        return texts
    }

    /// The whole numbers of a repeatable parameter, written like `strings`.
    package func integers(_ name: String) throws(RequestError) -> [Int64] {
        var numbers: [Int64] = []
        for value in values(name) {
            guard let number = Self.integer(value) else { throw Self.notAnInteger(name) }
            numbers.append(number)
        }
        return numbers
    }

    /// The values of a repeatable parameter as they came.
    package func values(_ name: String) -> [JSON] {
        let inQuery = query.all(name)
        if !inQuery.isEmpty { return inQuery.map { .string($0) } }
        if case .form(let fields) = content { return fields.all(name).map { .string($0) } }
        guard let value = bodyValue(name) else { return [] }
        return value.arrayValue ?? [value]
    }

    /// Refuses a range of time that is empty, turned round or too long (reference/scale.md §1.5).
    package static func checkRange(
        from start: Timestamp?, to end: Timestamp?, atMost maximum: Duration? = nil
    ) throws(RequestError) {
        guard let start, let end else { return }
        if start == end { throw RequestError(400, "Start and end values must be different") }
        if start > end { throw RequestError(400, "Start time must come before end time") }
        if let maximum, end.duration(since: start) > maximum {
            throw RequestError(400, "Time range must be between 0 and \(maximum.components.seconds / 86_400) days")
        }
    }

    private static func integer(_ value: JSON) -> Int64? {
        switch value {
        case .int(let number): number
        case .double(let number): Int64(exactly: number.rounded(.towardZero))
        case .string(let text): Int64(text.trimmed)
        default: nil
        }
    }

    private static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .int, .double: value.compactText
        default: nil
        }
    }

    private static func notAnInteger(_ name: String) -> RequestError {
        RequestError(400, "Parameter must be a valid integer: \"\(name)\"")
    }

    private static func notAString(_ name: String) -> RequestError {
        RequestError(400, "Parameter must be a valid string: \"\(name)\"")
    }
}
