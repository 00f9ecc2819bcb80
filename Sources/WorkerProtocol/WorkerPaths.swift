/// Where the messages go (docs/worker-protocol.md).
package enum WorkerPaths {
    package static let register = "/api/nodes/register"

    package static func claim(node: Int64) -> String { "/api/nodes/\(node)/claim" }
    package static func heartbeat(node: Int64) -> String { "/api/nodes/\(node)/heartbeat" }
    package static func start(_ execution: Int64) -> String { "/api/executions/\(execution)/start" }
    package static func progress(_ execution: Int64) -> String { "/api/executions/\(execution)/progress" }
    package static func finish(_ execution: Int64) -> String { "/api/executions/\(execution)/finish" }
    package static func release(_ execution: Int64) -> String { "/api/executions/\(execution)/release" }
    package static func fileContent(_ file: Int64) -> String { "/api/files/\(file)/content" }

    /// - Parameter offset: how many bytes of the stream were sent before.
    package static func log(_ execution: Int64, stream: String, offset: Int64) -> String {
        "/api/executions/\(execution)/log?stream=\(stream)&offset=\(offset)"
    }

    /// - Parameters: `output` and `name` percent-encoded.
    package static func output(_ execution: Int64, output: String, name: String) -> String {
        "/api/executions/\(execution)/outputs/\(output)/\(name)"
    }
}
