import JobModel
import Storage

/// A part of a list of jobs, the newest first.
package struct NewestJobs: Sendable {
    package let jobs: [JobDetails]
    /// The id before which the list goes on; nil at its end. A part may hold fewer jobs than asked for, even none, and go
    /// on nevertheless: where jobs have to be looked at one by one, each part looks at a bounded number of them.
    package let next: Int64?
}

extension JobEngine {
    /// Jobs by key, newest first: the same cost on every page, however many jobs there are.
    /// - Parameter before: the id where the page before ended.
    package func newestJobs(
        matching filter: JobFilter, search: JobSearch? = nil, before: Int64?, limit: Int64
    ) async throws -> NewestJobs {
        try await read { [revisions] connection in
            let found = try connection.newestJobIDs(
                matching: filter, search: search, before: before ?? .max, limit: Int(limit)
            )
            var loader = JobDetailsLoader(connection: connection, revisions: revisions)
            let jobs = try found.ids.compactMap { id in try connection.job(id).map { try loader.details(of: $0) } }
            return NewestJobs(jobs: jobs, next: found.next)
        }
    }
}

extension SQLConnection {
    func newestJobIDs(
        matching filter: JobFilter, search: JobSearch?, before: Int64, limit: Int
    ) throws -> (ids: [Int64], next: Int64?) {
        var before = before
        if filter.hasTimes {
            let times = JobTimes(connection: self, filter: filter, search: search)
            if let all = try times.fewIDs() {
                let ids = Array(all.lazy.filter { $0 < before }.prefix(limit))
                return (ids, ids.count == limit ? ids.last : nil)
            }
            before = min(before, try times.idsEnd())
        }
        var merge = JobMerge(connection: self, filter: filter, search: search, before: before, limit: limit)
        try merge.read(JobListPlan(connection: self, filter: filter, search: search).streams())
        return (merge.ids, merge.ids.count == limit ? merge.ids.last : merge.horizon > 0 ? merge.horizon : nil)
    }
}
