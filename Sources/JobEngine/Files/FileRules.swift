/// What names and media types of files have to be like.
enum FileRules {
    /// - Throws: `EngineError.Code.invalid` for a name that could mean anything but one file in one folder.
    static func checkName(_ name: String, field: String = "name") throws(EngineError) {
        guard (1...255).contains(name.utf8.count) else {
            throw .invalid(field, "\(field) must have 1 to 255 bytes.")
        }
        guard name != ".", name != ".." else { throw .invalid(field, "\(field) must not be \(name).") }
        guard !name.contains("/"), name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
            throw .invalid(field, "\(field) must not hold slashes or control characters.")
        }
    }

    /// A path inside a workspace: names between slashes, none of which leads elsewhere.
    static func checkPath(_ path: String) throws(EngineError) {
        guard path.utf8.count <= 1_000 else { throw .invalid("path", "path may have 1000 bytes at the most.") }
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            try checkName(String(part), field: "path")
        }
    }

    /// `type/subtype`, without parameters.
    static func checkMediaType(_ mediaType: String) throws(EngineError) {
        let parts = mediaType.split(separator: "/", omittingEmptySubsequences: false)
        let isToken: (Substring) -> Bool = { part in
            !part.isEmpty && part.utf8.allSatisfy { byte in
                (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || "!#$&-^_.+".utf8.contains(byte)
            }
        }
        guard parts.count == 2, parts.allSatisfy(isToken), mediaType.utf8.count <= 250 else {
            throw .invalid("media_type", "media_type must be of the form type/subtype.")
        }
    }

    /// The usual media type of a name's ending.
    static func mediaType(of name: String) -> String {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return mediaTypes[ending] ?? "application/octet-stream"
    }

    private static let mediaTypes = [
        "txt": "text/plain", "log": "text/plain", "csv": "text/csv", "md": "text/markdown", "html": "text/html",
        "xml": "application/xml", "json": "application/json", "geojson": "application/vnd.geo+json",
        "pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip", "tar": "application/x-tar",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "tif": "image/tiff",
        "tiff": "image/tiff", "svg": "image/svg+xml", "mp4": "video/mp4", "wav": "audio/wav",
    ]
}
