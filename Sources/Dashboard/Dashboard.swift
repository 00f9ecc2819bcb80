import HTTPSupport
import HTTPTypes
import HummingbirdCore
import JobEngine
import NIOCore

/// The web pages below `/ui/`. One page is served for every address there; its scripts, all of them embedded in the
/// binary, show the rest from the same APIs that every other client uses. docs/dashboard.md describes them.
package struct Dashboard: Sendable {
    let engine: JobEngine
    private let assets = Assets()

    package init(engine: JobEngine) {
        self.engine = engine
    }

    package func addRoutes(to table: inout RouteTable) {
        let anyMedia = RouteOptions(produces: [])
        table.use(NativeErrors(), below: "/ui")
        table.on("/", slash: .optional, access: .open, options: anyMedia, [.get: redirect])
        for path in ["/ui", "/ui/{page:rest}"] {
            table.on(path, slash: .optional, access: .open, options: anyMedia, [.get: shell])
        }
        table.on("/ui/assets/{release}/{name}", slash: .forbidden, access: .open, options: anyMedia, [.get: asset])
        addSessionRoutes(to: &table)
    }

    /// Relative, so that it holds behind a proxy as well.
    private func redirect(_ call: Call) async throws -> Response {
        Response(status: .found, headers: [.location: "ui/", .contentLength: "0"])
    }

    private func shell(_ call: Call) async throws -> Response {
        answer(with: assets.shell, to: call, lifetime: "no-cache")
    }

    /// The address holds the digest of all assets, so that a browser may keep them for good; an older page of a server
    /// that was updated still gets what there is now.
    private func asset(_ call: Call) async throws -> Response {
        guard let asset = assets.byName[call.path("name")] else { throw RequestError.notFound }
        let isCurrent = call.path("release") == assets.release
        return answer(with: asset, to: call, lifetime: isCurrent ? "public, max-age=31536000, immutable" : "no-cache")
    }

    private func answer(with asset: Asset, to call: Call, lifetime: String) -> Response {
        var headers: HTTPFields = [
            .contentType: asset.mediaType, .eTag: asset.tag, .cacheControl: lifetime, .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: Self.policy,
        ]
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "same-origin" }
        guard call.header(.ifNoneMatch) != asset.tag else { return Response(status: .notModified, headers: headers) }
        headers[.contentLength] = String(asset.bytes.count)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }

    /// Nothing but what this server sends; `blob:` is for previews of images that were fetched with the session.
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
        form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """
}
