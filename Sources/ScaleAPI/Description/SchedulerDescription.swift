import HTTPSupport
import JSONSupport
import JobEngine

extension ScaleDescription {
    func describeScheduler(in api: inout APIDescription) {
        defineStatus(in: &api)
        api.begin("scheduler", "The handing out of work as a whole, and what all machines do now.")
        api.on("\(root)/scheduler/", [
            .get: Operation("Shows the scheduler.", answers: [.json(.object(Self.schedulerFields))]),
            .patch: Operation(
                "Changes the scheduler.", details: "At least one field has to be given.",
                body: .json(.object(Self.schedulerFields.optional)),
                answers: [.empty("Changed."), .json(.either(.string, .refusal), "A refusal.", status: 400)]
            ),
        ])
        api.on("\(root)/status/", [.get: Operation(
            "Shows what all nodes have and do now.", answers: [.json(.named(status))]
        )])
        api.on("\(root)/version/", [.get: Operation(
            "Tells the version of the server.", answers: [.json(.object(["version": .string]))]
        )])
    }

    private static let schedulerFields: Fields = [
        "is_paused": .boolean.described("Whether nothing is handed out."),
        "num_message_handlers": .integer(ScaleAPI.messageHandlers).described("Kept, without effect."),
        "system_logging_level": .oneOf(ScaleAPI.loggingLevels).described("Kept, without effect."),
        "queue_mode": .oneOf(SchedulerState.QueueMode.allCases.map(\.rawValue)),
    ]

    private var status: String { release.showsShortTypes ? "FinalStatus" : "ScaleStatus" }

    private func defineStatus(in api: inout APIDescription) {
        api.define("ScaleResourceShares", .object(Fields(ScaleAPI.statusResources.map { ($0, Self.shares) })))
        api.define("ScaleNodeStatus", .object([
            "id": .id, "hostname": .string, "agent_id": .string, "is_active": .boolean,
            "state": Self.state(NodeStatus.State.allCases.map(\.rawValue)), "errors": Self.nothing, "warnings": Self.nothing,
            "job_executions": .object(["running": .object([
                "total": .count, "by_job_type": .array(of: .object(["job_type_id": .id, "count": .count])),
            ])]),
            "resources": .named("ScaleResourceShares"),
        ]))
        api.define(status, .object([
            "timestamp": .timestamp,
            "scheduler": .object([
                "metrics": .object([:]), "state": Self.state(["PAUSED", "READY"]), "warnings": Self.nothing,
            ]),
            "resources": .named("ScaleResourceShares"), "nodes": .array(of: .named("ScaleNodeStatus")),
            "job_types": .array(of: .named(typeSummary)),
        ]))
    }

    private static let shares = Schema.object([
        "total": .number, "running": .number, "free": .number, "offered": .number, "unavailable": .number,
    ])
    private static let nothing = Schema.array(of: .any, count: 0...0)

    private static func state(_ names: [String]) -> Schema {
        .object(["name": .oneOf(names), "title": .string, "description": .string])
    }
}
