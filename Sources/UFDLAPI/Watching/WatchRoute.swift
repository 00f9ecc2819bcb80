import HTTPSupport
import JobEngine

/// Connect To Job (seed 002, ufdl.md §10.1): the URL of a job, asked for as a web-socket, needs no credentials.
extension UFDLAPI {
    /// Any job that exists can be watched; `?since=` a sequence number brings what was missed.
    func watch(_ call: Call) async throws -> Response {
        let id = try call.key(of: "Job")
        let watch: JobWatch
        do {
            watch = try await engine.watch(id)
        } catch let error as EngineError {
            throw error.requestError
        }
        let since = try call.query.last("since").map { text throws(RequestError) in
            guard let since = Int64(text), since >= 0 else {
                throw RequestError(400, "since must be a sequence number, 0 or more.")
            }
            return since
        }
        return try call.webSocket { [broadcasts] connection in
            if since == nil, let greeting = JobEventMessage.greeting(watch),
                watch.watched?.contains(greeting.transition) ?? true {
                _ = connection.send(text: greeting.text)
            }
            Task {
                do {
                    try await broadcasts.join(connection, job: id, watch: watch, after: since ?? watch.sequence)
                } catch {
                    connection.close(code: .serverError, reason: "the job cannot be watched")
                }
            }
        }
    }
}
