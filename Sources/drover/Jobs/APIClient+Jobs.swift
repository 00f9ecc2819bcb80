extension APIClient {
    func job(_ id: Int64) async throws -> JobView {
        try await JobView(get("/api/jobs/\(id)", of: "job \(id)"))
    }

    /// Waits until the job differs from what was seen, or for half a minute; bears with a server that restarts.
    func next(after seen: JobView) async throws -> JobView {
        let query = [
            Parameter("wait", 30), Parameter("modified", seen.lastModified), Parameter("progress", String(seen.progress)),
        ]
        return try await Patience.whileUnreachable { try await JobView(get("/api/jobs/\(seen.id)", query)) }
    }
}
