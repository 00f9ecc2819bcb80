import Storage

/// Merges streams into one page of ids, the newest first, reading a bounded number of jobs.
///
/// Where jobs have to be looked at one by one to find those that match, a page may find fewer than it may hold; it then
/// ends at `horizon`, and the next page goes on from there.
struct JobMerge {
    /// How many jobs a page looks at one by one, over all its streams.
    static let mostRead: Int64 = 20_000
    /// The least of them for each stream, so that every page gets on.
    private static let leastRead: Int64 = 200

    let connection: any SQLConnection
    let filter: JobFilter
    let search: JobSearch?
    /// The ids that may be found.
    let before: Int64
    let limit: Int

    private(set) var ids: [Int64] = []
    /// Which of the ids below this match is not known; 0 where it is.
    private(set) var horizon: Int64 = 0

    mutating func read(_ streams: [JobStream]) throws {
        let examined = streams.count { !$0.isExact }
        let most = max(Self.leastRead, Self.mostRead / Int64(max(1, examined)))
        for stream in streams { try read(stream, atMost: stream.looksIntoDescriptions ? JobSearch.descriptions + 1 : most) }
        ids.removeAll { $0 < horizon }
    }

    private mutating func read(_ stream: JobStream, atMost most: Int64) throws {
        // What is older than a page that is full already, or than the horizon, is of no use.
        let floor = max(horizon - 1, ids.count == limit ? ids.last ?? 0 : 0)
        guard floor < before else { return }
        let range = Range(stream: stream, after: floor, before: before)
        let found = stream.isExact ? try connection.ids(in: range, limit: limit) : try examine(range, stream, most)
        guard !found.isEmpty else { return }
        ids = Array(Set(ids + found).sorted(by: >).prefix(limit))
    }

    private mutating func examine(_ range: Range, _ stream: JobStream, _ most: Int64) throws -> [Int64] {
        var condition = JobCondition(filter, behind: range.arguments + [.integer(most)])
        if stream.looksIntoDescriptions, let search {
            condition.require(search.pattern) { JobSearch.matches("jobs.description", $0) }
        }
        let columns = stream.looksIntoDescriptions ? Self.columns + ", j.description" : Self.columns
        // The jobs come out in the order of the part in brackets, which is read only as far as needed.
        let found = try connection.all(
            """
            SELECT id FROM (SELECT \(columns) FROM jobs j WHERE \(range.condition) ORDER BY j.id DESC \
            LIMIT $\(range.arguments.count + 1)) AS jobs \(condition.clause) LIMIT $\(condition.arguments.count + 1)
            """,
            condition.arguments + [.integer(Int64(limit))]
        ) { $0.int(0) }
        if found.count < limit, let last = try connection.id(in: range, at: most) { horizon = max(horizon, last) }
        return found
    }

    /// What the conditions of a filter are about.
    static let columns = "j.id, j.definition_id, j.phase, j.error_id, j.node_id, j.last_modified"

    /// A stretch of a stream.
    fileprivate struct Range {
        let condition: String
        let arguments: [SQLValue]

        init(stream: JobStream, after: Int64, before: Int64) {
            let first = stream.arguments.count + 1
            condition = "\(stream.key) AND j.id > $\(first) AND j.id < $\(first + 1)"
            arguments = stream.arguments + [.integer(after), .integer(before)]
        }
    }
}

extension SQLConnection {
    fileprivate func ids(in range: JobMerge.Range, limit: Int) throws -> [Int64] {
        try all(
            "SELECT j.id FROM jobs j WHERE \(range.condition) ORDER BY j.id DESC LIMIT $\(range.arguments.count + 1)",
            range.arguments + [.integer(Int64(limit))]
        ) { $0.int(0) }
    }

    /// The id of the job at a place, counted from 1; nil where there are fewer.
    fileprivate func id(in range: JobMerge.Range, at place: Int64) throws -> Int64? {
        try integer(
            """
            SELECT j.id FROM jobs j WHERE \(range.condition) ORDER BY j.id DESC \
            LIMIT 1 OFFSET $\(range.arguments.count + 1)
            """,
            range.arguments + [.integer(place - 1)]
        )
    }
}
