import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension JSONWriter {
    /// A file as Scale's clients read it (scale.md §6.9).
    /// - Parameter base: `http://host/prefix`, where the content is fetched.
    mutating func file(_ file: StoredFile, base: String) {
        beginObject()
        field("id", file.id)
        key("workspace")
        if let workspace = file.workspaceID {
            beginObject()
            field("id", workspace)
            endObject()
        } else {
            null()
        }
        field("file_name", file.name)
        field("file_path", file.path)
        field("file_type", file.jobID == nil ? "SOURCE" : "PRODUCT")
        field("file_size", file.size)
        field("media_type", file.mediaType)
        field("uuid", file.uuid)
        field("url", "\(base)/api/files/\(file.id)/content")
        field("is_deleted", file.deleted != nil)
        field("created", file.created)
        field("deleted", file.deleted)
        field("last_modified", file.lastModified)
        key("job")
        if let job = file.jobID {
            beginObject()
            field("id", job)
            endObject()
        } else {
            null()
        }
        field("job_exe", file.executionID)
        field("job_output", file.outputName)
        fieldRaw("meta_data", file.metadata ?? "{}")
        endObject()
    }

    mutating func workspace(_ workspace: Workspace, withConfiguration: Bool) {
        beginObject()
        field("id", workspace.id)
        field("name", workspace.name)
        field("title", workspace.title)
        field("description", workspace.description)
        field("base_url", workspace.baseURL)
        field("is_active", workspace.isActive)
        field("created", workspace.created)
        field("deprecated", workspace.deprecated)
        field("last_modified", workspace.lastModified)
        if withConfiguration {
            fieldRaw("configuration", workspace.configuration)
            // The name that clients of 2018 read.
            fieldRaw("json_config", workspace.configuration)
        }
        endObject()
    }
}
