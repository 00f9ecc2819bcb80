import JSONSupport

/// What the JSON values of a type look like. The one source of both their schema and their check, so the two agree.
indirect enum ValueShape: Sendable, Hashable {
    /// Any JSON.
    case any
    /// No value at all, such as that of the literal `nan`.
    case never
    case null
    case boolean
    case string(maximumLength: Int?)
    case integer(minimum: Int64?)
    case number
    case constant(JSON)
    case either([ValueShape])
    case nullable(ValueShape)
    case array(ValueShape, count: Int64?)
    case map(ValueShape)
    case object(ObjectShape)
    /// One of the values that the server has for a `PK`, `Name` or `JobOutput` type.
    case live(TypeExpression)
}

/// The members of an object.
struct ObjectShape: Sendable, Hashable {
    struct Member: Sendable, Hashable {
        let name: String
        let shape: ValueShape
    }

    let required: [Member]
    let optional: [Member]
    /// Whether there may be any other members.
    let isOpen: Bool

    /// Members in the order in which the schema has them.
    init(_ required: [(String, ValueShape)], optional: [(String, ValueShape)] = [], isOpen: Bool = false) {
        self.required = required.map(Member.init)
        self.optional = optional.map(Member.init)
        self.isOpen = isOpen
    }
}

extension ValueShape {
    /// The shapes that this one is made of.
    var parts: [ValueShape] {
        switch self {
        case .either(let shapes): shapes
        case .nullable(let shape), .array(let shape, _), .map(let shape): [shape]
        case .object(let object): (object.required + object.optional).map(\.shape) + (object.isOpen ? [.any] : [])
        default: []
        }
    }

    /// The types whose values only the server knows, in the order in which they appear.
    var liveTypes: [TypeExpression] {
        if case .live(let type) = self { [type] } else { parts.flatMap(\.liveTypes) }
    }

    /// Whether the schema needs the recursive definition of any JSON.
    var needsAny: Bool {
        self == .any || parts.contains(where: \.needsAny)
    }
}
