import JobModel
import Storage

/// Jobs that an index holds in the order of their ids. A list is merged from a few streams that together hold whatever
/// can match, so that it reads hardly more jobs than it shows, however many there are.
struct JobStream {
    /// What the beginning of the index has to equal, for jobs called `j`.
    let key: String
    let arguments: [SQLValue]
    /// Whether the key says all; else each job that is read is compared with the conditions of the filter.
    var isExact = false
    /// Whether the text has still to be looked for in the descriptions.
    var looksIntoDescriptions = false
}

extension JobStream {
    static func all(isExact: Bool) -> JobStream {
        JobStream(key: "1 = 1", arguments: [], isExact: isExact)
    }

    static func job(_ id: Int64) -> JobStream {
        JobStream(key: "j.id = $1", arguments: [.integer(id)])
    }

    /// Served by the index `jobs_group`.
    static func group(_ group: JobGroup, isExact: Bool) -> JobStream {
        JobStream(
            key: "j.definition_id = $1 AND j.phase = $2 AND COALESCE(j.error_id, 0) = $3",
            arguments: [.integer(group.definition), .integer(group.phase), .integer(group.error)], isExact: isExact
        )
    }

    /// Served by the index `jobs_of_node`.
    static func node(_ node: Int64, isExact: Bool) -> JobStream {
        JobStream(key: "j.node_id = $1", arguments: [.integer(node)], isExact: isExact)
    }

    /// The newest jobs behind an id, for those whose description holds the text.
    static func descriptions(after id: Int64) -> JobStream {
        JobStream(key: "j.id > $1", arguments: [.integer(id)], looksIntoDescriptions: true)
    }
}
