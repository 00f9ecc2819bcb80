import JSONSupport

extension ValueShape {
    /// The JSON schema of the shape, its keys in the order of the reference (ufdl.md §4.3).
    func schema<Failure: Error>(
        liveValues: (TypeExpression) throws(Failure) -> [JSON]
    ) throws(Failure) -> JSON {
        .object(try members(definitions: needsAny ? Self.anyDefinition : [:], liveValues))
    }

    /// The schema's members; only the outermost schema has definitions, and only where it is made of others.
    private func members<Failure: Error>(
        definitions: JSON? = nil, _ liveValues: (TypeExpression) throws(Failure) -> [JSON]
    ) throws(Failure) -> JSONObject {
        func inner(_ shape: ValueShape) throws(Failure) -> JSON {
            .object(try shape.members(liveValues))
        }
        var schema = JSONObject()
        switch self {
        case .any:
            schema["definitions"] = definitions
            schema["$ref"] = Self.anyReference
        case .never: schema["not"] = [:]
        case .null: schema["type"] = "null"
        case .boolean: schema["type"] = "boolean"
        case .number: schema["type"] = "number"
        case .constant(let value): schema["const"] = value
        case .live(let type): schema["enum"] = .array(try liveValues(type))
        case .string(let maximumLength):
            schema["type"] = "string"
            schema["maxLength"] = maximumLength.map { .int(Int64($0)) }
        case .integer(let minimum):
            schema["type"] = "integer"
            schema["minimum"] = minimum.map { .int($0) }
        case .either(let shapes):
            var options: [JSON] = []
            for shape in shapes { options.append(try inner(shape)) }
            schema["anyOf"] = .array(options)
            schema["definitions"] = definitions
        case .nullable(let shape):
            schema["oneOf"] = [try inner(shape), ["const": nil]]
        case .array(let element, let count):
            schema["type"] = "array"
            schema["items"] = try inner(element)
            schema["definitions"] = definitions
            schema["minItems"] = count.map { .int($0) }
            schema["maxItems"] = count.map { .int($0) }
        case .map(let value):
            schema["type"] = "object"
            schema["properties"] = [:]
            schema["definitions"] = definitions
            schema["additionalProperties"] = try inner(value)
        case .object(let object):
            var properties = JSONObject()
            for member in object.required + object.optional { properties[member.name] = try inner(member.shape) }
            schema["type"] = "object"
            schema["properties"] = .object(properties)
            schema["definitions"] = definitions
            schema["required"] = .array(object.required.map { .string($0.name) })
            schema["additionalProperties"] = object.isOpen ? ["$ref": Self.anyReference] : false
        }
        return schema
    }

    private static let anyReference: JSON = "#/definitions/is-json"

    private static let anyDefinition: JSON = [
        "is-json": [
            "anyOf": [
                ["type": "null"], ["type": "boolean"], ["type": "number"], ["type": "string"],
                ["type": "object", "additionalProperties": ["$ref": anyReference]],
                ["type": "array", "items": ["$ref": anyReference]],
            ]
        ]
    ]
}
