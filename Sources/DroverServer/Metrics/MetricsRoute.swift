import HTTPSupport
import JobEngine
import JobModel
import Telemetry

/// `/metrics` in the text format of Prometheus. It needs a user or a key like everything else; Prometheus sends either.
struct MetricsRoute: Sendable {
    let engine: JobEngine
    let http: HTTPTelemetry

    func add(to table: inout RouteTable) {
        let options = RouteOptions(produces: [])
        table.on("/metrics", slash: .forbidden, access: .read, options: options, [.get: { _ in
            .text(try await text(), mediaType: "text/plain; version=0.0.4; charset=utf-8")
        }])
    }

    private func text() async throws -> String {
        var metrics = MetricsText()
        try await writeJobs(to: &metrics)
        try await writeQueues(to: &metrics)
        try await writeNodes(to: &metrics)
        writeEngine(to: &metrics)
        writeRequests(to: &metrics)
        metrics.metric("drover_database_bytes", .gauge, "Size of the database on disk.")
        metrics.sample(Double(try await engine.databaseSize()))
        if let memory = ProcessMemory.resident() {
            metrics.metric("process_resident_memory_bytes", .gauge, "Resident memory of the server.")
            metrics.sample(Double(memory))
        }
        return metrics.text
    }

    private func writeJobs(to metrics: inout MetricsText) async throws {
        metrics.metric("drover_jobs", .gauge, "Jobs by type and phase.")
        for count in try await engine.typePhaseCounts() {
            metrics.sample(
                Double(count.count), [("type", count.name), ("version", count.version), ("phase", count.phase.name)]
            )
        }
    }

    private func writeQueues(to metrics: inout MetricsText) async throws {
        let queues = try await engine.queueStatus(offset: 0, limit: .max).items
        let now = engine.clock.now()
        metrics.metric("drover_queue_jobs", .gauge, "Jobs that wait for a node, by type.")
        for queue in queues { metrics.sample(Double(queue.count), queue.labels) }
        metrics.metric("drover_queue_oldest_seconds", .gauge, "How long the oldest job of a type has waited.")
        for queue in queues { metrics.sample(now.duration(since: queue.longestQueued).inSeconds, queue.labels) }
    }

    private func writeNodes(to metrics: inout MetricsText) async throws {
        let status = try await engine.clusterStatus()
        let states = Dictionary(grouping: status.nodes, by: \.state)
        metrics.metric("drover_nodes", .gauge, "Nodes by state.")
        for (state, nodes) in states.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            metrics.sample(Double(nodes.count), [("state", state.rawValue.lowercased())])
        }
        metrics.metric("drover_scheduler_paused", .gauge, "1 while nothing is handed out.")
        metrics.sample(status.scheduler.isPaused ? 1 : 0)
    }

    private func writeEngine(to metrics: inout MetricsText) {
        let telemetry = engine.telemetry
        metrics.metric("drover_claim_seconds", .histogram, "How long one look for work took, for a node that asks.")
        metrics.samples(of: telemetry.claimSeconds)
        metrics.metric("drover_commit_seconds", .histogram, "How long a group of writes took with its commit.")
        metrics.samples(of: telemetry.commitSeconds)
        metrics.metric("drover_commit_writes", .histogram, "How many writes shared a commit.")
        metrics.samples(of: telemetry.commitSize)
    }

    private func writeRequests(to metrics: inout MetricsText) {
        let readings = http.readings.sorted { ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status) }
        metrics.metric("drover_http_requests_total", .counter, "Requests by route, method and status.")
        for reading in readings { metrics.sample(Double(reading.count), reading.key.labels) }
        metrics.metric("drover_http_seconds_total", .counter, "Time until the heads of the answers, by route, method and status.")
        for reading in readings { metrics.sample(reading.seconds, reading.key.labels) }
        metrics.metric("drover_websocket_listeners", .gauge, "Open WebSocket connections.")
        metrics.sample(Double(WebSocketConnection.open))
    }
}

extension QueueStatus {
    fileprivate var labels: [(name: StaticString, value: String)] {
        [("type", type.row.name), ("version", type.row.version)]
    }
}

extension HTTPTelemetry.Key {
    fileprivate var labels: [(name: StaticString, value: String)] {
        [("route", route), ("method", method), ("status", String(status))]
    }
}
