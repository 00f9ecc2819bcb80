/// A dictionary that holds a limited number of entries and drops the ones that were not used for longest.
///
/// Entries live in two generations. What is used moves into the young one; when that is full it becomes the old one and
/// the former old one goes. Every operation is then O(1), without a list of uses to keep.
package struct BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private let generationSize: Int

    /// - Parameter capacity: the most entries ever held; the half of it that was used last is never dropped.
    package init(capacity: Int) {
        self.generationSize = max(1, capacity / 2)
    }

    /// How many entries are held now.
    package var count: Int {
        young.count + old.count
    }

    /// The value of a key, which counts as a use of it.
    package mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        insertYoung(value, for: key)
        return value
    }

    /// Puts a value in, in place of one that the key had.
    package mutating func set(_ value: Value, for key: Key) {
        old[key] = nil
        insertYoung(value, for: key)
    }

    /// Drops one key.
    package mutating func remove(_ key: Key) {
        young[key] = nil
        old[key] = nil
    }

    /// Drops every entry whose value is unwanted; looks at all of them.
    package mutating func removeAll(where isUnwanted: (Value) -> Bool) {
        young = young.filter { !isUnwanted($0.value) }
        old = old.filter { !isUnwanted($0.value) }
    }

    private mutating func insertYoung(_ value: Value, for key: Key) {
        if young.count >= generationSize, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = value
    }
}
