/// The media type of a file by the end of its name. Scale's job types ask for it, and the server cannot know it.
enum MediaTypes {
    static let unknown = "application/octet-stream"

    private static let byExtension = [
        "bin": unknown, "bz2": "application/x-bzip2", "csv": "text/csv", "geojson": "application/vnd.geo+json",
        "gif": "image/gif", "gz": "application/gzip", "h5": "application/x-hdf5", "hdf": "application/x-hdf",
        "htm": "text/html", "html": "text/html", "jp2": "image/jp2", "jpeg": "image/jpeg", "jpg": "image/jpeg",
        "json": "application/json", "log": "text/plain", "md": "text/markdown", "mp4": "video/mp4",
        "nc": "application/x-netcdf", "ndjson": "application/x-ndjson", "pdf": "application/pdf", "png": "image/png",
        "svg": "image/svg+xml", "tar": "application/x-tar", "tgz": "application/gzip", "tif": "image/tiff",
        "tiff": "image/tiff", "tsv": "text/tab-separated-values", "txt": "text/plain", "wav": "audio/wav",
        "xml": "application/xml", "xz": "application/x-xz", "yaml": "application/yaml", "yml": "application/yaml",
        "zip": "application/zip", "zst": "application/zstd",
    ]

    /// A rotated log such as `access.log.3` counts as what it was before it was rotated.
    static func guess(forFileNamed name: String) -> String {
        var parts = name.lowercased().split(separator: ".").dropFirst()
        while let last = parts.last, last.allSatisfy(\.isNumber) { parts.removeLast() }
        return parts.last.flatMap { byExtension[String($0)] } ?? unknown
    }
}
