import JSONSupport

/// The fields of an object. A question mark behind a name says that the field may be missing:
/// `["id": .id, "priority?": .integer]`.
package struct Fields: Sendable, ExpressibleByDictionaryLiteral {
    private var entries: [(name: String, schema: Schema)]

    package init(dictionaryLiteral elements: (String, Schema)...) {
        entries = elements.map { (name: $0.0, schema: $0.1) }
    }

    package init(_ entries: some Sequence<(String, Schema)>) {
        self.entries = entries.map { (name: $0.0, schema: $0.1) }
    }

    /// Both, in their order; of two with the same name the second counts, in the place of the first.
    package static func + (first: Fields, second: Fields) -> Fields {
        var sum = first
        for entry in second.entries {
            if let place = sum.entries.firstIndex(where: { $0.name == entry.name }) {
                sum.entries[place] = entry
            } else {
                sum.entries.append(entry)
            }
        }
        return sum
    }

    /// The same, none of them needed: the body of a partial update.
    package var optional: Fields {
        Fields(entries.map { ($0.name.hasSuffix("?") ? $0.name : $0.name + "?", $0.schema) })
    }

    package func without(_ names: String...) -> Fields {
        Fields(entries.filter { !names.contains(Self.plain($0.name)) }.map { ($0.name, $0.schema) })
    }

    func schema(isOpen: Bool) -> Schema {
        var properties = JSONObject()
        var required: [String] = []
        for (name, schema) in entries {
            let plain = Self.plain(name)
            properties[plain] = schema.json
            if plain == name { required.append(name) }
        }
        return .object(properties: properties, required: required, isOpen: isOpen)
    }

    private static func plain(_ name: String) -> String {
        name.hasSuffix("?") ? String(name.dropLast()) : name
    }
}
