import HTTPSupport
import JSONSupport
import JobEngine

/// What asks about the server itself. It belongs to no dialect, and all but the metrics is open.
extension DroverServer {
    static func addServerRoutes(to table: inout RouteTable, engine: JobEngine) {
        table.on("/ping", slash: .forbidden, access: .open, [.get: { _ in .json(bytes: Array(#"{"pong":true}"#.utf8)) }])
        table.on("/healthz", slash: .forbidden, access: .open, [.get: { _ in
            _ = try await engine.jobCounts()
            return .json(bytes: Array(#"{"status":"ok"}"#.utf8))
        }])
        table.on("/readyz", slash: .forbidden, access: .open, [.get: { _ in
            guard !engine.signals.isStopped else { throw RequestError(503, "The server stops.") }
            _ = try await engine.schedulerState()
            return .json(bytes: Array(#"{"status":"ready"}"#.utf8))
        }])
        table.on("/api/version", slash: .optional, access: .open, [.get: { _ in
            .json(bytes: Array(#"{"version":"\#(version)"}"#.utf8))
        }])
    }

    static var serverDescription: APIDescription {
        var api = APIDescription(dialect: "Server", errors: .json(.object(["detail": .string]), "A refusal."))
        api.begin("state", "What the server is and how it does.")
        api.on("/ping", [.get: Operation(
            "Answers as fast as anything can.", answers: [.json(.object(["pong": .exactly(true)]))]
        )])
        api.on("/healthz", [.get: Operation(
            "Tells whether the database answers.", answers: [.json(.object(["status": .exactly("ok")]))]
        )])
        api.on("/readyz", [.get: Operation(
            "Tells whether requests are wanted; 503 while the server stops.",
            answers: [.json(.object(["status": .exactly("ready")]))]
        )])
        api.on("/api/version", [.get: Operation(
            "Tells the version of the server.", answers: [.json(.object(["version": .string]))]
        )])
        api.on("/metrics", [.get: Operation(
            "Figures of the server for Prometheus.", answers: [.text("The text format of Prometheus.")]
        )])
        api.on("/openapi.json", [.get: Operation(
            "This document.", answers: [.json(.anyObject)]
        )])
        return api
    }
}
