import JSONSupport
import JobModel

/// A message of the server that lacks something it has to have.
package struct ProtocolError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension JSON {
    func required<Value>(_ field: String, _ read: (JSON) -> Value?) throws(ProtocolError) -> Value {
        guard let value = self[field].flatMap(read) else { throw ProtocolError("The server's answer lacks '\(field)'.") }
        return value
    }

    /// Amounts of resources.
    package init(_ resources: ResourceAmounts) {
        let members = resources.amounts.sorted { $0.key < $1.key }.map { ($0.key, JSON.double($0.value)) }
        self = .object(JSONObject(members))
    }
}

extension ResourceAmounts {
    init(_ json: JSON?) {
        self.init((json?.objectValue ?? JSONObject()).reduce(into: [:]) { $0[$1.key] = $1.value.doubleValue })
    }
}

/// The server's answer to a registration.
package struct Registration: Sendable, Hashable {
    package let node: Int64
    package let lease: Duration
    package let heartbeat: Duration

    package init(_ json: JSON) throws(ProtocolError) {
        node = try json.required("node_id", \.intValue)
        lease = .seconds(try json.required("lease_seconds", \.intValue))
        heartbeat = .seconds(try json.required("heartbeat_seconds", \.intValue))
    }
}

/// The server's answer to a heartbeat.
package struct HeartbeatReply: Sendable, Hashable {
    package let cancel: [Int64]
    package let lost: [Int64]

    package init(_ json: JSON) {
        cancel = json["cancel"]?.arrayValue?.compactMap(\.intValue) ?? []
        lost = json["lost"]?.arrayValue?.compactMap(\.intValue) ?? []
    }
}

/// How an execution ended, as the worker reports it.
package struct ExecutionEnd: Sendable, Hashable {
    /// The name of an error; nil lets the server map the exit code.
    package var error: String?
    package var isSuccess: Bool
    package var exitCode: Int64?
    package var message: String?
    /// File ids by output.
    package var files: [String: [Int64]] = [:]
    /// JSON values by output.
    package var values: [String: JSON] = [:]
    /// What side-car files say of outputs and inputs, by file id: GeoJSON.
    package var metadata: [Int64: JSON] = [:]

    package static func succeeded(
        files: [String: [Int64]], values: [String: JSON], metadata: [Int64: JSON]
    ) -> ExecutionEnd {
        ExecutionEnd(isSuccess: true, exitCode: 0, files: files, values: values, metadata: metadata)
    }

    package static func failed(error: String? = nil, exitCode: Int64? = nil, message: String? = nil) -> ExecutionEnd {
        ExecutionEnd(error: error, isSuccess: false, exitCode: exitCode, message: message)
    }

    package var json: JSON {
        var object: JSONObject = ["outcome": isSuccess ? "succeeded" : "failed"]
        object["exit_code"] = exitCode.map { .int($0) }
        object["error"] = error.map { .string($0) }
        object["message"] = message.map { .string($0) }
        if isSuccess {
            object["output"] = [
                "files": .object(JSONObject(files.map { ($0.key, .array($0.value.map { .int($0) })) })),
                "json": .object(JSONObject(values.map { ($0.key, $0.value) })),
            ]
        }
        if !metadata.isEmpty {
            object["metadata"] = .object(JSONObject(metadata.map { (String($0.key), $0.value) }))
        }
        return .object(object)
    }
}
