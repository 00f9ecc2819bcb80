/// One method of one path, as clients see it.
package struct Endpoint: Sendable, Hashable {
    package let verb: Verb
    /// With `{name}` for each parameter, and a slash at its end where that is needed.
    package let path: String
    package let access: Access
    let pattern: RoutePattern

    package static func == (first: Endpoint, second: Endpoint) -> Bool {
        first.verb == second.verb && first.path == second.path
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(verb)
        hasher.combine(path)
    }

    /// - Parameter pattern: written as in `RouteTable.on`.
    package init(_ verb: Verb, _ pattern: String, slash: Slash, access: Access) {
        self.init(verb, RoutePattern(pattern), slash: slash, access: access)
    }

    init(_ verb: Verb, _ pattern: RoutePattern, slash: Slash, access: Access) {
        self.verb = verb
        self.pattern = pattern
        self.access = access.resolved(for: verb)
        path = pattern.template + (slash == .required && !pattern.elements.isEmpty ? "/" : "")
    }
}

extension RoutePattern {
    /// The path with the names of its parameters, without their kinds.
    fileprivate var template: String {
        guard !elements.isEmpty else { return "/" }
        var names = names[...]
        return elements.map { element in
            if case .word(let bytes) = element { return "/" + String(decoding: bytes, as: UTF8.self) }
            return "/{\(names.popFirst() ?? "")}"
        }.joined()
    }
}
