import HTTPSupport
import JobEngine

extension MediaType {
    /// What UFDL calls bytes of which it knows nothing.
    static let ufdlData = MediaType(type: "application", subtype: "data")
}

extension Call {
    /// The bytes of an output as a stream.
    /// - Parameter fileName: what a browser saves it under; nil sends no word about that.
    func data(of file: StoredFile, fileName: String?, from engine: JobEngine) async throws -> Response {
        let description = FileDescription(
            name: fileName ?? file.name, mediaType: MediaType.ufdlData.description, size: file.size, tag: file.digest
        )
        return try await self.file(description, isAttachment: fileName != nil) {
            try await engine.openFile(file, range: $0)
        }
    }
}
