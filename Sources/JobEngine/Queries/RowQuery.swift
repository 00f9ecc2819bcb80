import JSONSupport

/// What a list is asked for: conditions that all have to hold, and an order, over fields by their names.
package struct RowQuery: Sendable, Hashable {
    package var conditions: [RowCondition] = []
    package var order: [RowOrder] = []
    /// Whether rows that were soft-deleted count too.
    package var includesInactive = false

    package init() {}
}

/// One condition of a list.
package indirect enum RowCondition: Sendable, Hashable {
    case test(FieldTest, isInverted: Bool)
    case all([RowCondition], isInverted: Bool)
    case any([RowCondition], isInverted: Bool)
}

/// What is asked of one field.
package struct FieldTest: Sendable, Hashable {
    package enum Comparison: String, Sendable, Hashable, CaseIterable {
        case less = "<"
        case greater = ">"
        case atMost = "<="
        case atLeast = ">="
    }

    package enum Question: Sendable, Hashable {
        case equals(JSON, ignoresCase: Bool)
        case contains(String, ignoresCase: Bool)
        case isNull
        case compares(Comparison, JSON)
    }

    package let field: String
    package let question: Question

    package init(field: String, question: Question) {
        self.field = field
        self.question = question
    }
}

/// One step of an order.
package struct RowOrder: Sendable, Hashable {
    package let field: String
    package let isAscending: Bool
    /// Nil leaves nulls before everything else when ascending, behind it when descending.
    package let nullsFirst: Bool?

    package init(field: String, isAscending: Bool = true, nullsFirst: Bool? = nil) {
        self.field = field
        self.isAscending = isAscending
        self.nullsFirst = nullsFirst
    }
}
