import JSONSupport
import Testing

@Suite struct ObjectTests {
    /// Few members are found by a walk, many by an index.
    @Test(arguments: [3, 8, 9, 500])
    func keepsItsOrder(count: Int) {
        let keys = (0..<count).map { "k\(($0 * 7919) % 1_000)" }
        var object = JSONObject(keys.enumerated().map { ($1, JSON.int(Int64($0))) })
        #expect(object.keys == keys)
        for (position, key) in keys.enumerated() { #expect(object[key] == .int(Int64(position))) }

        object[keys[1]] = "changed"
        #expect(object.keys == keys)
        #expect(object[keys[1]] == "changed")

        object.removeValue(forKey: keys[0])
        #expect(object.keys == Array(keys.dropFirst()))
        #expect(object[keys[0]] == nil)
        #expect(object[keys[count - 1]] == (count == 2 ? "changed" : .int(Int64(count - 1))))

        object[keys[0]] = 0
        #expect(object.keys == Array(keys.dropFirst()) + [keys[0]])
        #expect(object.count == count)
    }

    @Test func nilTakesAMemberOut() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = nil
        object["absent"] = nil
        #expect(object.keys == ["b"])
        #expect(!object.isEmpty)
    }

    @Test func orderDoesNotCountForEquality() {
        let one: JSONObject = ["a": 1, "b": [:]]
        let other: JSONObject = ["b": [:], "a": 1]
        #expect(one == other)
        #expect(Set([one]).contains(other))
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "b": []])
    }

    @Test func accessorsAnswerOnlyForTheirKind() {
        #expect(JSON.int(2).doubleValue == 2)
        #expect(JSON.double(2).intValue == nil)
        #expect(JSON.bool(true).intValue == nil)
        #expect(JSON.string("1").doubleValue == nil)
        #expect(JSON.null.isNull)
        #expect(JSON.array([])["a"] == nil)
    }
}
