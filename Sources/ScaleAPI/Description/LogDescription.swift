import HTTPSupport
import JSONSupport
import JobEngine

extension ScaleDescription {
    func describeLogs(in api: inout APIDescription) {
        api.define("ScaleLog", .object(["hits": .object([
            "total": .count,
            "hits": .array(of: .object(["_source": .object([
                "@timestamp": .timestamp, "message": .string, "scale_order_num": .integer, "scale_task": .id,
                "scale_job_exe": .string, "stream": .oneOf(LogStream.allCases.map(\.name)),
            ])])),
        ])]))
        api.begin("logs", "What attempts print: as hits of Elasticsearch, as text or as a page, by `Accept`.")
        for (stream, what) in [
            ("stdout", "the standard output"), ("stderr", "the standard error"), ("combined", "both streams"),
        ] {
            api.on("\(root)/job-executions/{id:int}/logs/\(stream)/", [.get: Operation(
                "Reads \(what) of an attempt.",
                parameters: [.query(
                    "started", .moment, "Only lines from then on; the time of the last line of one answer leads to the next."
                )],
                answers: [.json(.named("ScaleLog")).or("text/plain").or("text/html"), .empty("There are no lines.")]
            )])
        }
    }
}
