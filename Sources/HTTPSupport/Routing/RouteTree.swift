/// All routes by their path. Words win over parameters, integers over texts; where the better branch leads nowhere the
/// other is tried, so `/job-types/status/1.0.0/` is version 1.0.0 of a type called `status`.
struct RouteTree: Sendable {
    /// What a path leads to.
    struct Found {
        let route: Int
        /// Where the values of the parameters lie in the path, percent-encoded still.
        let values: [Range<Int>]
        /// Whether the last value is the rest of the path, to which a slash at its end belongs.
        let takesRest: Bool
    }

    private struct Node: Sendable {
        var words: [(word: [UInt8], next: Int)] = []
        var integer: Int?
        var text: Int?
        var rest: Int?
        var route: Int?
    }

    private var nodes = [Node()]

    /// Finds the place of a pattern, or makes it.
    /// - Returns: the route that is there already, else `route`, which is there now.
    mutating func insert(_ pattern: RoutePattern, route: Int) -> Int {
        var position = 0
        for element in pattern.elements { position = child(of: position, element) }
        let existing = nodes[position].route
        nodes[position].route = existing ?? route
        return existing ?? route
    }

    private mutating func child(of position: Int, _ element: RoutePattern.Element) -> Int {
        let node = nodes[position]
        let known = switch element {
        case .word(let word): node.words.first { $0.word == word }?.next
        case .integer: node.integer
        case .text: node.text
        case .rest: node.rest
        }
        if let known { return known }
        let new = nodes.count
        nodes.append(Node())
        switch element {
        case .word(let word): nodes[position].words.append((word, new))
        case .integer: nodes[position].integer = new
        case .text: nodes[position].text = new
        case .rest: nodes[position].rest = new
        }
        return new
    }

    /// - Parameters:
    ///   - path: the bytes of a path as sent.
    ///   - range: the part of it between the first slash and the last one, if it ends with one.
    func find(_ path: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Found? {
        var values: [Range<Int>] = []
        var takesRest = false
        guard let route = find(path, range, at: 0, isFirst: true, &values, &takesRest) else { return nil }
        return Found(route: route, values: values, takesRest: takesRest)
    }

    private func find(
        _ path: UnsafeBufferPointer<UInt8>, _ rest: Range<Int>, at position: Int, isFirst: Bool,
        _ values: inout [Range<Int>], _ takesRest: inout Bool
    ) -> Int? {
        if rest.isEmpty && isFirst { return nodes[position].route }
        var end = rest.lowerBound
        while end < rest.upperBound, path[end] != UInt8(ascii: "/") { end += 1 }
        let segment = rest.lowerBound..<end
        // Nothing between two slashes is no value, and no word.
        guard !segment.isEmpty else { return nil }
        let isLast = end == rest.upperBound
        let following = isLast ? end..<end : (end + 1)..<rest.upperBound

        func goOn(_ next: Int, _ values: inout [Range<Int>], _ takesRest: inout Bool) -> Int? {
            isLast ? nodes[next].route : find(path, following, at: next, isFirst: false, &values, &takesRest)
        }
        let bytes = UnsafeBufferPointer(rebasing: path[segment])
        if let next = word(bytes, at: position), let route = goOn(next, &values, &takesRest) { return route }
        let depth = values.count
        if let next = nodes[position].integer, bytes.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
            values.append(segment)
            if let route = goOn(next, &values, &takesRest) { return route }
            values.removeSubrange(depth...)
        }
        if let next = nodes[position].text {
            values.append(segment)
            if let route = goOn(next, &values, &takesRest) { return route }
            values.removeSubrange(depth...)
        }
        if let next = nodes[position].rest {
            values.append(rest)
            takesRest = true
            return nodes[next].route
        }
        return nil
    }

    private func word(_ segment: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        if segment.contains(UInt8(ascii: "%")) {
            guard let decoded = PercentCoding.decode(segment) else { return nil }
            return nodes[position].words.first { $0.word == decoded }?.next
        }
        return nodes[position].words.first { $0.word.count == segment.count && $0.word.elementsEqual(segment) }?.next
    }
}
