import HTTPSupport
import JSONSupport
import JobEngine

extension NativeAPI {
    static func describeEvents(in api: inout APIDescription) {
        api.begin("events", "Everything that happens to jobs and nodes, in order, as server-sent events.")
        api.on("/api/events", [.get: Operation(
            "Follows jobs and nodes.",
            details: """
                Events are `hello`, `job` and `node`; the id of each is its sequence number. `Last-Event-ID` or `since` goes on \
                behind that number with nothing left out.
                """,
            parameters: [
                .query("job", .id, "Only this job."), .query("type", .string, "Only jobs of the type of this name."),
                .query("node", .id, "Only this node and its jobs."),
                .query("since", .integer, "Goes on behind this sequence number."), .lastEventID,
            ],
            answers: [.events("The events, without an end.")]
        )])
    }

    static func describeLogs(in api: inout APIDescription) {
        api.define("LogPage", .object([
            "execution": .id.orNull,
            "chunks": .array(of: .object([
                "number": .count, "stream": .oneOf(["stdout", "stderr"]), "time": .timestamp, "text": .string,
            ])),
            "next": .integer, "ended": .boolean,
        ]))
        api.begin("logs", "What jobs print.")
        for (path, whose) in [("jobs", "the latest attempt at a job"), ("executions", "an attempt")] {
            api.on("/api/\(path)/{id:int}/log", [.get: Operation(
                "Reads the log of \(whose).",
                details: "With `Accept: text/event-stream` the log is followed: events `log` with a chunk each, then `end`.",
                parameters: [
                    .query("stream", .oneOf(["stdout", "stderr", "combined"]), "Which stream; both if it is missing."),
                    .query("after", .integer, "Only chunks with greater numbers; `next` has it."), .wait, .lastEventID,
                ],
                answers: [.json(.named("LogPage")).or("text/event-stream")]
            )])
        }
        api.on("/api/executions/{id:int}/log", [.post: Operation(
            "Adds to the log of an attempt.",
            parameters: [
                .query("stream", .oneOf(["stdout", "stderr"]), "Which stream.", isRequired: true),
                .query("offset", .count, "How many bytes of the stream came before.", isRequired: true),
            ],
            body: .bytes, answers: [.json(.object(["offset": .count]), "How many bytes are there now.")]
        )])
    }
}

extension Parameter {
    fileprivate static let lastEventID = Parameter.header(
        "Last-Event-ID", .string.matching("^[0-9]{1,18}$"), "Goes on behind this one."
    )
}
