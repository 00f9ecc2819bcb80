import JSONSupport

/// A parameter of a request. Those of the path follow from the route, unless there is more to say of one.
package struct Parameter: Sendable {
    enum Place: String {
        case query
        case header
        case path
    }

    let name: String
    let place: Place
    let schema: Schema
    let text: String
    let isRequired: Bool

    private init(_ name: String, _ place: Place, _ schema: Schema, _ text: String, isRequired: Bool) {
        self.name = name
        self.place = place
        self.schema = schema
        self.text = text
        self.isRequired = isRequired
    }

    package static func query(_ name: String, _ schema: Schema, _ text: String, isRequired: Bool = false) -> Parameter {
        Parameter(name, .query, schema, text, isRequired: isRequired)
    }

    /// One that may be given several times; each value counts.
    package static func repeated(_ name: String, _ schema: Schema, _ text: String) -> Parameter {
        Parameter(name, .query, .array(of: schema), text, isRequired: false)
    }

    package static func header(_ name: String, _ schema: Schema, _ text: String) -> Parameter {
        Parameter(name, .header, schema, text, isRequired: false)
    }

    package static func path(_ name: String, _ schema: Schema, _ text: String = "") -> Parameter {
        Parameter(name, .path, schema, text, isRequired: true)
    }

    var json: JSON {
        var object: JSONObject = ["name": .string(name), "in": .string(place.rawValue), "schema": schema.json]
        if isRequired { object["required"] = true }
        if !text.isEmpty { object["description"] = .string(text) }
        return .object(object)
    }
}
