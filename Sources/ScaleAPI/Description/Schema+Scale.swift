import HTTPSupport
import JSONSupport
import JobModel

/// What many schemas of this dialect are made of.
extension Schema {
    static let refusal = Schema.object(["detail": .string])
    static let status = Schema.oneOf(JobPhase.allCases.map(\.scaleName))
    static let errorCategory = Schema.oneOf(ErrorCategory.allCases.map(\.rawValue))
    static let categoryOrNull = Schema.either(.errorCategory, .exactly(.null))
    /// As `RequestParameters.timestamp` reads it.
    static let moment = Schema.either(.timestamp, .duration)
    static let manifest = Schema.anyObject.described("A Seed manifest, version 1.0.0.")
    static let configuration = Schema.anyObject
        .described("A job configuration, version 6: mounts, workspaces, priority, settings.")
    /// What people may call an error or a workspace.
    static let plainName = Schema.string.matching("^[A-Za-z0-9_-]{1,50}$")
    static let idOnly = Schema.object(["id": .id])
    static let nodeName = Schema.object(["id": .id, "hostname": .string])
    static let event = Schema.object(["id": .id, "type": .exactly("USER"), "occurred": .timestamp])

    /// One page of a list.
    static func page(of entry: Schema) -> Schema {
        .object([
            "count": .count.described("Of the whole list."), "next": pageURL, "previous": pageURL,
            "results": .array(of: entry),
        ])
    }

    private static let pageURL = Schema.string.orNull.described("The URL of the page after or before this one.")

    /// How many jobs of a type are in each phase, by category of error.
    static let phaseCounts = Schema.array(of: .object([
        "status": .status, "count": .count, "most_recent": .timestamp, "category": .categoryOrNull,
    ]))
}
