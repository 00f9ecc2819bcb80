import Crypto

/// One file that the pages are made of.
struct Asset: Sendable {
    let bytes: [UInt8]
    let mediaType: String
    /// The digest of the content, as an entity tag.
    let tag: String

    init(_ name: String, _ bytes: [UInt8]) {
        self.bytes = bytes
        tag = "\"\(Self.digest(bytes))\""
        mediaType = switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "text/javascript; charset=utf-8"
        }
    }

    static func digest(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).prefix(10).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// All files of the pages.
struct Assets: Sendable {
    /// What log-in and the overview are made of, besides `app.js`.
    private static let firstModules = ["api", "dom", "format", "login", "widgets", "overview", "live", "charts"]

    /// Changes with any of the files.
    let release: String
    let byName: [String: Asset]
    /// The page that is served for every address below `/ui/`.
    let shell: Asset

    init() {
        let release = Asset.digest(Self.files.flatMap(\.bytes))
        self.release = release
        byName = Dictionary(
            Self.files.map { ($0.name, Asset($0.name, $0.bytes)) }, uniquingKeysWith: { first, _ in first }
        )
        // Named in the page, so that the browser need not read one module to learn of the next.
        let modules = Self.firstModules
            .map { "<link rel=\"modulepreload\" href=\"/ui/assets/\(release)/\($0).js\">" }.joined(separator: "\n")
        let page = String(decoding: PackageResources.index_html, as: UTF8.self)
            .replacing("RELEASE", with: release).replacing("<!--MODULES-->", with: modules)
        shell = Asset("index.html", Array(page.utf8))
    }
}
