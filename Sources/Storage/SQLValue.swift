import JobModel

/// A value on its way into a statement. Timestamps travel as integers, JSON as text: both databases then agree.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    package static func integer(_ value: Int64?) -> SQLValue {
        value.map { .integer($0) } ?? .null
    }

    package static func text(_ value: String?) -> SQLValue {
        value.map { .text($0) } ?? .null
    }

    package static func real(_ value: Double?) -> SQLValue {
        value.map { .real($0) } ?? .null
    }

    package static func bool(_ value: Bool) -> SQLValue {
        .integer(value ? 1 : 0)
    }

    package static func time(_ value: Timestamp?) -> SQLValue {
        .integer(value?.rawValue)
    }
}
