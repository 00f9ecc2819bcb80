import HTTPSupport
import JSONSupport
import JobEngine
import JobModel
import SeedManifest

/// How job types look in v6 (seed 003; the order of fields as the server of 2018 answered them, scale.md §2.2).
extension JSONWriter {
    mutating func jobTypeName(_ name: DefinitionName) {
        beginObject()
        field("name", name.name)
        field("title", name.title)
        field("description", name.description)
        field("icon_code", name.iconCode)
        field("num_versions", name.versionCount)
        field("latest_version", name.latestVersion)
        endObject()
    }

    mutating func jobTypeVersion(_ row: DefinitionRow) {
        beginObject()
        jobTypeVersionFields(row)
        endObject()
    }

    mutating func jobTypeDetails(_ row: DefinitionRow, revision: Revision) {
        beginObject()
        jobTypeVersionFields(row)
        fieldRaw("manifest", revision.manifestText)
        fieldRaw("configuration", row.configuration)
        endObject()
    }

    /// The job type inside a job: the fields of 2018, and those that clients of the final release read as well.
    mutating func jobTypeOfJob(_ row: DefinitionRow) {
        beginObject()
        jobTypeVersionFields(row)
        field("is_published", row.isActive)
        key("unmet_resources")
        null()
        endObject()
    }

    private mutating func jobTypeVersionFields(_ row: DefinitionRow) {
        field("id", row.id)
        field("name", row.name)
        field("title", row.title)
        field("description", row.description)
        field("icon_code", row.iconCode)
        field("version", row.version)
        field("is_active", row.isActive)
        field("is_paused", row.isPaused)
        field("is_system", row.isSystem)
        field("max_scheduled", row.maxScheduled)
        field("revision_num", row.revisionNumber)
        field("docker_image", row.dockerImage)
        field("created", row.created)
        field("deprecated", row.deprecated)
        field("paused", row.paused)
        field("last_modified", row.lastModified)
    }

    /// - Parameter withManifest: the list of revisions leaves it out.
    mutating func revision(_ revision: Revision, of name: DefinitionName, withManifest: Bool) {
        beginObject()
        field("id", revision.id)
        key("job_type")
        jobTypeName(name)
        field("revision_num", revision.number)
        field("docker_image", revision.dockerImage)
        if withManifest { fieldRaw("manifest", revision.manifestText) }
        field("created", revision.created)
        endObject()
    }

    mutating func verdict(_ verdict: ManifestVerdict) {
        beginObject()
        field("is_valid", verdict.isValid)
        key("errors")
        issues(verdict.errors)
        key("warnings")
        issues(verdict.warnings)
        endObject()
    }

    private mutating func issues(_ issues: [ManifestIssue]) {
        beginArray()
        for issue in issues {
            beginObject()
            field("name", issue.name)
            field("description", issue.description)
            endObject()
        }
        endArray()
    }
}
