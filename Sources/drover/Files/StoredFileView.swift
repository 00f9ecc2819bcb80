import JSONSupport

/// A file of the server as its answers describe it.
struct StoredFileView: Sendable, Hashable {
    let id: Int64
    let name: String
    let size: Int64
    let mediaType: String

    init?(_ json: JSON) {
        guard let id = json["id"]?.intValue else { return nil }
        self.id = id
        name = json["name"]?.stringValue ?? json["file_name"]?.stringValue ?? ""
        size = json["size"]?.intValue ?? json["file_size"]?.intValue ?? 0
        mediaType = json["media_type"]?.stringValue ?? MediaTypes.unknown
    }
}
