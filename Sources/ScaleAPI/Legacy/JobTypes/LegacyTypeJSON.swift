import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// A job type with what only its own page shows.
struct LegacyTypeDetails: Sendable {
    let type: LegacyType
    let errors: [ErrorRow]
    /// The jobs of the last hours, by phase.
    let lastSixHours: [PhaseCount]
    let lastTwelveHours: [PhaseCount]
    let lastDay: [PhaseCount]
}

/// How job types look to the clients of 2015 (seed 004; the order of fields as the server answered them, scale.md §5.2).
extension JSONWriter {
    mutating func legacyType(_ type: LegacyType) {
        beginObject()
        legacyTypeFields(type)
        endObject()
    }

    mutating func legacyTypeDetails(_ details: LegacyTypeDetails) {
        beginObject()
        legacyTypeFields(details.type)
        fieldRaw("interface", details.type.revision.legacyInterfaceText)
        fieldRaw("error_mapping", details.type.profile.errorMapping.compactText)
        key("errors")
        beginArray()
        for error in details.errors { legacyError(error) }
        endArray()
        key("job_counts_6h")
        legacyPhaseCounts(details.lastSixHours)
        key("job_counts_12h")
        legacyPhaseCounts(details.lastTwelveHours)
        key("job_counts_24h")
        legacyPhaseCounts(details.lastDay)
        endObject()
    }

    /// An error with the fields of 2015.
    mutating func legacyError(_ error: ErrorRow) {
        beginObject()
        field("id", error.id)
        field("name", error.name)
        field("title", error.title)
        field("description", error.description)
        field("category", error.category.rawValue)
        milliseconds("created", error.created)
        milliseconds("last_modified", error.lastModified)
        endObject()
    }

    mutating func legacyPhaseCounts(_ counts: [PhaseCount]) {
        beginArray()
        for count in counts {
            beginObject()
            field("status", count.phase.scaleName)
            field("count", count.count)
            milliseconds("most_recent", count.mostRecent)
            field("category", count.category?.rawValue)
            endObject()
        }
        endArray()
    }

    private mutating func legacyTypeFields(_ type: LegacyType) {
        let row = type.definition
        field("id", row.id)
        field("name", row.name)
        field("version", row.version)
        legacyText("title", row.title)
        legacyText("description", row.description)
        field("category", type.profile.category)
        field("author_name", type.profile.authorName)
        field("author_url", type.profile.authorURL)
        field("is_system", row.isSystem)
        field("is_long_running", row.isLongRunning)
        field("is_active", row.isActive)
        field("is_operational", type.profile.isOperational)
        field("is_paused", row.isPaused)
        field("icon_code", row.iconCode)
        field("uses_docker", type.profile.usesDocker)
        field("docker_privileged", type.profile.isPrivileged)
        legacyText("docker_image", row.dockerImage)
        field("priority", type.priority)
        field("timeout", type.timeout)
        field("max_tries", row.maxTries)
        field("cpus_required", type.cpus)
        field("mem_required", type.memory)
        field("disk_out_const_required", type.disk)
        field("disk_out_mult_required", type.profile.diskMultiplier)
        milliseconds("created", row.created)
        milliseconds("archived", row.deprecated)
        milliseconds("paused", row.paused)
        milliseconds("last_modified", row.lastModified)
    }
}
