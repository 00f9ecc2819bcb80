import JobModel
import Storage

/// Lists of the jobs that changed within a range of time. The order of changes is not the order of ids, so that no index
/// serves both: few jobs are taken from the index of changes and sorted, many are looked for in the order of ids.
struct JobTimes {
    /// Up to how many jobs are taken from the index of changes.
    static let few: Int64 = 10_000

    let connection: any SQLConnection
    let filter: JobFilter
    let search: JobSearch?

    private var range: [SQLValue] {
        [.integer(filter.from?.rawValue ?? .min), .integer(filter.to?.rawValue ?? .max)]
    }

    private static let isInRange = "j.last_modified >= $1 AND j.last_modified <= $2"

    /// The ids of all jobs that match, the newest first; nil where too many changed within the time.
    func fewIDs() throws -> [Int64]? {
        let count = try connection.integer(
            "SELECT COUNT(*) FROM (SELECT 1 FROM jobs j WHERE \(Self.isInRange) LIMIT $3) AS changed",
            range + [.integer(Self.few + 1)]
        ) ?? 0
        guard count <= Self.few else { return nil }
        var condition = JobCondition(filter, behind: range + [.integer(Self.few)])
        if let search { try require(search, &condition) }
        let columns = search == nil ? JobMerge.columns : JobMerge.columns + ", j.description"
        return try connection.all(
            """
            SELECT id FROM (SELECT \(columns) FROM jobs j WHERE \(Self.isInRange) LIMIT $3) AS jobs \(condition.clause)
            """,
            condition.arguments
        ) { $0.int(0) }.sorted(by: >)
    }

    private func require(_ search: JobSearch, _ condition: inout JobCondition) throws {
        let oldest = try connection.newestJob() - JobSearch.descriptions
        let number = condition.arguments.count + 1
        condition.add([search.pattern, .integer(search.id ?? 0), .integer(oldest)]) { _ in
            """
            (jobs.definition_id IN (\(JobSearch.typeIDs("$\(number)"))) OR jobs.error_id IN (\(JobSearch.errorIDs("$\(number)"))) \
            OR jobs.node_id IN (\(JobSearch.nodeIDs("$\(number)"))) OR jobs.id = $\(number + 1) \
            OR (jobs.id > $\(number + 2) AND \(JobSearch.matches("jobs.description", "$\(number)"))))
            """
        }
    }

    /// Below which id jobs can have changed by the end of the range: later ones did not exist by then.
    func idsEnd() throws -> Int64 {
        guard let end = filter.to else { return .max }
        var low: Int64 = 0
        var high = try connection.newestJob()
        while low < high {
            let middle = low + (high - low + 1) / 2
            let job = try connection.first(
                "SELECT id, created FROM jobs WHERE id <= $1 ORDER BY id DESC LIMIT 1", [.integer(middle)]
            ) { (id: $0.int(0), created: $0.time(1)) }
            if let job, job.created > end { high = job.id - 1 } else { low = middle }
        }
        return low + 1
    }
}
