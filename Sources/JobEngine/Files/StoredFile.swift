import BlobStore
import JobModel
import Storage

/// A file that jobs take or have made.
package struct StoredFile: Sendable, Hashable {
    package let id: Int64
    package let name: String
    package let mediaType: String
    /// In bytes.
    package let size: Int64
    /// SHA-256 of the content, in hexadecimal digits.
    package let digest: String
    /// The workspace that holds the content; nil where the blob store does.
    package let workspaceID: Int64?
    /// Where in the workspace the content lies.
    package let path: String
    package let uuid: String
    package let jobID: Int64?
    package let executionID: Int64?
    package let outputName: String?
    /// GeoJSON that a side-car file gave.
    package let metadata: String?
    package let created: Timestamp
    package let deleted: Timestamp?
    package let lastModified: Timestamp

    static let columns = """
        files.id, files.name, files.media_type, files.size, files.digest, files.workspace_id, files.path, files.uuid, \
        files.job_id, files.execution_id, files.output_name, files.metadata, files.created, files.deleted, \
        files.last_modified
        """

    init(_ row: any SQLRow) {
        id = row.int(0)
        name = row.text(1)
        mediaType = row.text(2)
        size = row.int(3)
        digest = row.text(4)
        workspaceID = row.optionalInt(5)
        path = row.text(6)
        uuid = row.text(7)
        jobID = row.optionalInt(8)
        executionID = row.optionalInt(9)
        outputName = row.optionalText(10)
        metadata = row.optionalText(11)
        created = row.time(12)
        deleted = row.optionalTime(13)
        lastModified = row.time(14)
    }
}

/// A file that is about to be stored, before its bytes have come.
package struct NewFile: Sendable {
    package var name: String
    /// Guessed from the name where it is nil.
    package var mediaType: String?
    /// The name of a workspace; the blob store where it is nil.
    package var workspace: String?
    package var creator: Int64?

    package init(name: String, mediaType: String? = nil, workspace: String? = nil, creator: Int64? = nil) {
        self.name = name
        self.mediaType = mediaType
        self.workspace = workspace
        self.creator = creator
    }
}

/// The row of a file that is about to be stored.
struct FileToInsert: Sendable {
    var name: String
    var mediaType: String
    var blob: Blob
    var workspaceID: Int64?
    var path = ""
    var job: JobRow?
    var executionID: Int64?
    var outputName: String?
    var creator: Int64?
}

extension UnitOfWork {
    func insert(_ file: FileToInsert) throws -> StoredFile {
        let id = try connection.integer(
            """
            INSERT INTO files (name, media_type, size, digest, workspace_id, path, uuid, job_id, execution_id, \
            output_name, creator_id, created, last_modified) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING id
            """,
            [
                .text(file.name), .text(file.mediaType), .integer(file.blob.size), .text(file.blob.digest),
                .integer(file.workspaceID), .text(file.path), .text(RandomID.uuid()), .integer(file.job?.id),
                .integer(file.executionID), .text(file.outputName), .integer(file.creator), .time(now),
            ]
        )
        guard let id, let stored = try connection.file(id) else {
            throw StorageError(.other, "the database gave the file no id")
        }
        return stored
    }
}

extension SQLConnection {
    func file(_ id: Int64) throws -> StoredFile? {
        try first("SELECT \(StoredFile.columns) FROM files WHERE id = $1", [.integer(id)]) { StoredFile($0) }
    }
}
