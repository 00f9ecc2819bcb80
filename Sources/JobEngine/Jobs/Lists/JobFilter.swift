import JobModel
import Storage

/// Which jobs a list or a bulk command means. Every given part has to match; an empty list means "any".
package struct JobFilter: Sendable, Hashable {
    package var ids: [Int64] = []
    package var phases: [JobPhase] = []
    package var definitions: [Int64] = []
    package var definitionNames: [String] = []
    package var definitionVersions: [String] = []
    package var errors: [Int64] = []
    package var errorNames: [String] = []
    package var errorCategories: [ErrorCategory] = []
    package var nodes: [Int64] = []
    /// Last modified at or after.
    package var from: Timestamp?
    /// Last modified at or before.
    package var to: Timestamp?
    /// Set where nothing can match, such as a status that does not exist.
    package var matchesNothing = false

    package init() {}

    /// Whether the counters alone can say how many jobs match.
    var isAnsweredByCounters: Bool {
        ids.isEmpty && nodes.isEmpty && !hasTimes
    }

    var hasTimes: Bool {
        from != nil || to != nil
    }

    /// Whether it names any of what jobs are counted by.
    var namesGroups: Bool {
        !(phases.isEmpty && definitions.isEmpty && definitionNames.isEmpty && definitionVersions.isEmpty)
            || !(errors.isEmpty && errorNames.isEmpty && errorCategories.isEmpty)
    }

    /// The part that is about what jobs are counted by.
    var groupsAlone: JobFilter {
        var filter = self
        filter.ids = []
        filter.nodes = []
        filter.from = nil
        filter.to = nil
        return filter
    }
}

/// How a list of jobs is sorted: the orders that an index serves, so that no request sorts a million rows.
package enum JobOrder: Sendable, Hashable {
    case lastModified(descending: Bool)
    case id(descending: Bool)

    var sql: String {
        switch self {
        case .lastModified(let descending): descending ? "last_modified DESC, id DESC" : "last_modified, id"
        case .id(let descending): descending ? "id DESC" : "id"
        }
    }
}

/// The part of a query that a filter adds: a condition and its arguments.
struct JobCondition {
    private(set) var parts: [String] = []
    private(set) var arguments: [SQLValue]

    /// - Parameter arguments: those of the query before it.
    init(_ filter: JobFilter, behind arguments: [SQLValue] = []) {
        self.arguments = arguments
        if filter.matchesNothing { parts.append("1 = 0") }
        add("jobs.id", in: filter.ids.map { .integer($0) })
        add("jobs.phase", in: filter.phases.map { .integer($0.rawValue) })
        add("jobs.definition_id", in: filter.definitions.map { .integer($0) })
        add("jobs.error_id", in: filter.errors.map { .integer($0) })
        add("jobs.node_id", in: filter.nodes.map { .integer($0) })
        add(
            filter.definitionNames.map { .text($0) },
            { "jobs.definition_id IN (SELECT id FROM definitions WHERE name IN (\($0)))" }
        )
        add(
            filter.definitionVersions.map { .text($0) },
            { "jobs.definition_id IN (SELECT id FROM definitions WHERE version IN (\($0)))" }
        )
        add(
            filter.errorNames.map { .text($0) },
            { "jobs.error_id IN (SELECT id FROM errors WHERE name IN (\($0)))" }
        )
        add(
            filter.errorCategories.map { .text($0.rawValue) },
            { "jobs.error_id IN (SELECT id FROM errors WHERE category IN (\($0)))" }
        )
        if let from = filter.from { add([.time(from)]) { "jobs.last_modified >= \($0)" } }
        if let to = filter.to { add([.time(to)]) { "jobs.last_modified <= \($0)" } }
    }

    /// `WHERE …`, or nothing.
    var clause: String {
        parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ")
    }

    private mutating func add(_ column: String, in values: [SQLValue]) {
        add(values) { "\(column) IN (\($0))" }
    }

    /// Adds a condition on some values, which is given their numbers.
    mutating func add(_ values: [SQLValue], _ condition: (String) -> String) {
        guard !values.isEmpty else { return }
        let numbers = (1...values.count).map { "$\(arguments.count + $0)" }
        arguments += values
        parts.append(condition(numbers.joined(separator: ", ")))
    }

    /// Adds a condition that the filter itself does not have, such as a key to go on from.
    mutating func require(_ value: SQLValue, _ condition: (String) -> String) {
        add([value], condition)
    }
}
