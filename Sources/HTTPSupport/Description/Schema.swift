import JSONSupport

/// What a JSON value may be, in the words of JSON Schema 2020-12, which OpenAPI 3.1 uses.
package struct Schema: Sendable, Hashable {
    private var keywords: JSONObject

    private init(_ keywords: JSONObject) {
        self.keywords = keywords
    }

    var json: JSON { .object(keywords) }

    /// Any value at all.
    package static let any = Schema([:])
    package static let boolean = Schema(["type": "boolean"])
    package static let number = Schema(["type": "number"])
    package static let string = Schema(["type": "string"])
    package static let integer = Schema(["type": "integer", "format": "int64"])
    /// What names a row.
    package static let id = Schema(["type": "integer", "format": "int64", "minimum": 1])
    package static let count = Schema(["type": "integer", "format": "int64", "minimum": 0])
    /// ISO 8601 in UTC, as all answers have it.
    package static let timestamp = Schema(["type": "string", "format": "date-time"])
    /// ISO 8601 without weeks, months and years, such as `PT3H`.
    package static let duration: Schema = {
        let amount = "[0-9]{1,18}([.][0-9]{1,18})?"
        return .string.matching("^P(\(amount)D)?(T(\(amount)H)?(\(amount)M)?(\(amount)S)?)?$")
    }()
    /// Bytes as they are.
    package static let bytes = Schema(["type": "string", "format": "binary"])
    package static let uuid = Schema(["type": "string", "format": "uuid"])
    /// An object of which nothing else is known.
    package static let anyObject = Schema(["type": "object"])

    package static func string(maximum: Int, minimum: Int = 0) -> Schema {
        Schema(["type": "string", "minLength": .int(Int64(minimum)), "maxLength": .int(Int64(maximum))])
    }

    package static func integer(_ range: ClosedRange<Int64>) -> Schema {
        Schema(["type": "integer", "format": "int64", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)])
    }

    package static func number(_ range: ClosedRange<Double>) -> Schema {
        Schema(["type": "number", "minimum": .double(range.lowerBound), "maximum": .double(range.upperBound)])
    }

    /// One of some texts.
    package static func oneOf(_ texts: [String]) -> Schema {
        Schema(["type": "string", "enum": .array(texts.map(JSON.string))])
    }

    /// Just this value.
    package static func exactly(_ value: JSON) -> Schema {
        Schema(["const": value])
    }

    package static func array(of element: Schema) -> Schema {
        Schema(["type": "array", "items": element.json])
    }

    package static func array(of element: Schema, count: ClosedRange<Int>) -> Schema {
        Schema([
            "type": "array", "items": element.json, "minItems": .int(Int64(count.lowerBound)),
            "maxItems": .int(Int64(count.upperBound)),
        ])
    }

    /// An object whose keys are data, such as names.
    package static func map(of value: Schema) -> Schema {
        Schema(["type": "object", "additionalProperties": value.json])
    }

    /// An object with these fields and no others.
    package static func object(_ fields: Fields) -> Schema {
        fields.schema(isOpen: false)
    }

    /// An object with these fields and maybe others, which mean nothing.
    package static func openObject(_ fields: Fields) -> Schema {
        fields.schema(isOpen: true)
    }

    /// A schema that `APIDescription.define` has given this name.
    package static func named(_ name: String) -> Schema {
        Schema(["$ref": .string("#/components/schemas/\(name)")])
    }

    package static func either(_ choices: Schema...) -> Schema {
        Schema(["anyOf": .array(choices.map(\.json))])
    }

    /// The same, or null.
    package var orNull: Schema {
        guard let type = keywords["type"]?.stringValue, keywords["enum"] == nil else {
            return .either(self, Schema(["type": "null"]))
        }
        return setting("type", [.string(type), "null"])
    }

    package func described(_ text: String) -> Schema {
        setting("description", .string(text))
    }

    package func example(_ value: JSON) -> Schema {
        setting("examples", [value])
    }

    package func standard(_ value: JSON) -> Schema {
        setting("default", value)
    }

    /// Only texts that match a regular expression of ECMA 262.
    package func matching(_ pattern: String) -> Schema {
        setting("pattern", .string(pattern))
    }

    func setting(_ keyword: String, _ value: JSON) -> Schema {
        var changed = self
        changed.keywords[keyword] = value
        return changed
    }

    static func object(properties: JSONObject, required: [String], isOpen: Bool) -> Schema {
        var schema = Schema(["type": "object", "properties": .object(properties)])
        if !required.isEmpty { schema.keywords["required"] = .array(required.map(JSON.string)) }
        if !isOpen { schema.keywords["additionalProperties"] = false }
        return schema
    }
}
