/// The members of a JSON object in their order, found by key in constant time. Of two equal keys the last one counts.
package struct JSONObject: Sendable {
    private var members: [(key: String, value: JSON)] = []
    /// Positions by key, built once an object has more members than a walk is cheap for.
    private var positions: [String: Int] = [:]
    private static let walkLimit = 8

    package init() {}

    package init(_ elements: some Sequence<(String, JSON)>) {
        for (key, value) in elements { self[key] = value }
    }

    package var count: Int {
        members.count
    }

    package var isEmpty: Bool {
        members.isEmpty
    }

    package var keys: [String] {
        members.map(\.key)
    }

    package subscript(_ key: String) -> JSON? {
        get {
            position(of: key).map { members[$0].value }
        }
        set {
            guard let newValue else {
                removeValue(forKey: key)
                return
            }
            if let position = position(of: key) {
                members[position].value = newValue
            } else {
                append(key, newValue)
            }
        }
    }

    package mutating func removeValue(forKey key: String) {
        guard let position = position(of: key) else { return }
        members.remove(at: position)
        positions = [:]
        index()
    }

    private func position(of key: String) -> Int? {
        members.count <= Self.walkLimit ? members.firstIndex { $0.key == key } : positions[key]
    }

    private mutating func append(_ key: String, _ value: JSON) {
        members.append((key, value))
        if positions.isEmpty { index() } else { positions[key] = members.count - 1 }
    }

    private mutating func index() {
        guard members.count > Self.walkLimit else { return }
        for (position, member) in members.enumerated() { positions[member.key] = position }
    }
}

extension JSONObject: Sequence {
    package func makeIterator() -> IndexingIterator<[(key: String, value: JSON)]> {
        members.makeIterator()
    }
}

extension JSONObject: Hashable {
    /// Two objects are equal when they have the same members, in whatever order.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for key in keys.sorted() { hasher.combine(key) }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }
}
