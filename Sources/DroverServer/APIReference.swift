import Dashboard
import HTTPSupport
import Hummingbird
import JSONSupport
import NativeAPI
import ScaleAPI
import Synchronization
import UFDLAPI

/// `/openapi.json`: every operation of every dialect. It tells of the software and not of what is stored, so it is open.
final class APIReference: Sendable {
    private static let path = "/openapi.json"

    private let endpoints: [Endpoint]
    private let options: ServerOptions
    /// Made when somebody asks for the first time: most servers are never asked.
    private let bytes = Mutex<[UInt8]?>(nil)

    private init(endpoints: [Endpoint], options: ServerOptions) {
        self.endpoints = endpoints
        self.options = options
    }

    /// Adds the path to a table that has all others.
    static func add(to table: inout RouteTable, _ options: ServerOptions) {
        let own = Endpoint(.get, path, slash: .forbidden, access: .open)
        let reference = APIReference(endpoints: table.endpoints + [own], options: options)
        table.on(path, slash: .forbidden, access: .open, [.get: { _ in .json(bytes: reference.text()) }])
    }

    private func text() -> [UInt8] {
        bytes.withLock { bytes in
            if let bytes { return bytes }
            var writer = JSONWriter(capacity: 1 << 19)
            DroverServer.reference(to: endpoints, options).json.write(to: &writer)
            bytes = writer.bytes
            return writer.bytes
        }
    }
}

extension DroverServer {
    /// - Parameter endpoints: those of `routes`.
    package static func reference(to endpoints: [Endpoint], _ options: ServerOptions) -> OpenAPIDocument {
        OpenAPIDocument(
            title: "Drover", version: version,
            text: """
                A job server that speaks the dialects of Scale and of UFDL and one of its own over one engine: a job of one of them \
                is a job of all of them. Bodies are JSON in UTF-8; most may be form-urlencoded as well. Whatever answers `GET` \
                answers `HEAD`.
                """,
            endpoints: endpoints,
            descriptions: [NativeAPI.description, UFDLAPI.description]
                + options.scaleRoots.flatMap { ScaleAPI.descriptions(of: $0.release, below: $0.root) }
                + [Dashboard.description, serverDescription]
        )
    }
}
