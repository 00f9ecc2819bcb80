import JobModel
import Storage

/// Chooses the streams that a list of jobs is merged from.
struct JobListPlan {
    let connection: any SQLConnection
    let filter: JobFilter
    let search: JobSearch?

    /// A group with how many jobs it has.
    private typealias CountedGroup = (group: JobGroup, count: Int64)

    /// Streams that together hold every job that matches.
    func streams() throws -> [JobStream] {
        guard !filter.matchesNothing else { return [] }
        guard filter.ids.isEmpty else { return filter.ids.map(JobStream.job) }
        if let search { return try streams(of: search) }
        guard filter.nodes.isEmpty else { return try streams(ofNodes: filter.nodes) }
        guard filter.namesGroups else { return [.all(isExact: !filter.hasTimes)] }
        return try groups().map { .group($0.group, isExact: !filter.hasTimes) }
    }

    private func streams(ofNodes nodes: [Int64]) throws -> [JobStream] {
        if filter.namesGroups {
            // A few jobs, such as those that run, are read sooner than all that a node ever ran.
            let groups = try groups()
            if groups.map(\.count).reduce(0, +) <= JobMerge.mostRead { return groups.map { .group($0.group, isExact: false) } }
        }
        return nodes.map { .node($0, isExact: !filter.namesGroups && !filter.hasTimes) }
    }

    private func streams(of search: JobSearch) throws -> [JobStream] {
        let isExact = filter.nodes.isEmpty && !filter.hasTimes
        var streams: [JobStream] = try groups(search).map { .group($0.group, isExact: isExact) }
        let nodes = try connection.all(JobSearch.nodeIDs("$1"), [search.pattern]) { $0.int(0) }
        let wanted = filter.nodes.isEmpty ? nodes : nodes.filter(filter.nodes.contains)
        streams += wanted.map { .node($0, isExact: !filter.namesGroups && !filter.hasTimes) }
        if let id = search.id { streams.append(.job(id)) }
        streams.append(.descriptions(after: try connection.newestJob() - JobSearch.descriptions))
        return streams
    }

    /// The groups that the filter allows, and, of these, those whose type or error the text names.
    private func groups(_ search: JobSearch? = nil) throws -> [CountedGroup] {
        var condition = JobCondition(filter.groupsAlone)
        condition.require(.integer(0)) { "jobs.count > \($0)" }
        if let search {
            condition.require(search.pattern) {
                "(jobs.definition_id IN (\(JobSearch.typeIDs($0))) OR jobs.error_id IN (\(JobSearch.errorIDs($0))))"
            }
        }
        return try connection.all(
            "SELECT definition_id, phase, error_id, count FROM job_counts AS jobs \(condition.clause)", condition.arguments
        ) { (JobGroup(definition: $0.int(0), phase: $0.int(1), error: $0.int(2)), $0.int(3)) }
    }
}

extension SQLConnection {
    /// The id of the newest job; 0 before the first.
    func newestJob() throws -> Int64 {
        try integer("SELECT COALESCE(MAX(id), 0) FROM jobs") ?? 0
    }
}
