/// The name of an image, with its tag or digest.
package struct ImageReference: Sendable, Hashable {
    /// Without tag and digest.
    package let repository: String
    /// A tag, or a digest such as `sha256:…`; `latest` where the name has none: without a tag, Docker pulls them all.
    package let tag: String

    /// Takes a name apart. A colon before the last slash belongs to the registry's port.
    package init(_ name: String) {
        if let at = name.firstIndex(of: "@") {
            let rest = ImageReference(String(name[..<at]))
            repository = rest.repository
            tag = String(name[name.index(after: at)...])
            return
        }
        let start = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        if let colon = name[start...].lastIndex(of: ":") {
            repository = String(name[..<colon])
            tag = String(name[name.index(after: colon)...])
        } else {
            repository = name
            tag = "latest"
        }
    }

    /// The whole name.
    package var text: String {
        repository + (tag.contains(":") ? "@" : ":") + tag
    }

    /// The name in the path of an address, where engines want its slashes as they are.
    var path: String {
        text.split(separator: "/", omittingEmptySubsequences: false).map { PathSegment.encode(String($0)) }
            .joined(separator: "/")
    }

    /// Whether no part of the name could lead elsewhere in the engine's addresses.
    package var isPlain: Bool {
        !repository.isEmpty && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        }
    }

    /// The registry that the image comes from: the first part of the name if it looks like a host, else Docker's own.
    package var registry: String {
        guard let slash = repository.firstIndex(of: "/") else { return Self.standardRegistry }
        let first = repository[..<slash]
        return first.contains(".") || first.contains(":") || first == "localhost" ? String(first) : Self.standardRegistry
    }

    static let standardRegistry = "docker.io"
}
