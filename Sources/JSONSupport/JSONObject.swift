/// The members of a JSON object in their order, found by key in constant time. Of two equal keys the last one counts.
/// Keys are equal as Swift's strings are: by their characters, not by the bytes that make them up.
package struct JSONObject: Sendable {
    /// A type of its own: an array of tuples costs a look-up of their type at run time for every object.
    fileprivate struct Member: Sendable {
        let key: String
        var value: JSON
    }

    private var members: [Member] = []
    /// Positions by key, built once an object has more members than a walk is cheap for.
    private var positions: [String: Int] = [:]
    /// Measured: up to here an object is built in two thirds of the time without an index, and look-ups take about as long.
    private static let walkLimit = 24

    /// An object without members.
    package init() {}

    /// An object with these members, in this order.
    package init(_ elements: some Sequence<(String, JSON)>) {
        for (key, value) in elements { self[key] = value }
    }

    /// How many members there are.
    package var count: Int {
        members.count
    }

    /// Whether there are no members.
    package var isEmpty: Bool {
        members.isEmpty
    }

    /// The keys in the order of the members.
    package var keys: [String] {
        members.map(\.key)
    }

    /// The member of that key. A new member goes to the end, a replaced one keeps its place, nil takes it out.
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

    /// Takes out the member of that key, if there is one; the others keep their order.
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
        members.append(Member(key: key, value: value))
        if positions.isEmpty { index() } else { positions[key] = members.count - 1 }
    }

    private mutating func index() {
        guard members.count > Self.walkLimit else { return }
        for (position, member) in members.enumerated() { positions[member.key] = position }
    }
}

extension JSONObject: Sequence {
    /// Walks the members in their order.
    package struct Iterator: IteratorProtocol {
        fileprivate var members: IndexingIterator<[Member]>

        package mutating func next() -> (key: String, value: JSON)? {
            members.next().map { ($0.key, $0.value) }
        }
    }

    package func makeIterator() -> Iterator {
        Iterator(members: members.makeIterator())
    }

    package var underestimatedCount: Int {
        members.count
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
