import HTTPSupport
import JSONSupport
import JobEngine

extension ScaleDescription {
    /// The name of the schema of a job type inside statistics.
    var typeSummary: String { release.showsShortTypes ? "FinalTypeSummary" : "ScaleTypeSummary" }

    /// What more than one subject speaks of.
    func defineShared(in api: inout APIDescription) {
        api.define("ScaleError", .object([
            "id": .id, "name": .string, "title": .string, "description": .string,
            "job_type_name": .string.orNull.described("The job type whose manifest defines it."), "category": .errorCategory,
            "is_builtin": .boolean, "should_be_retried": .boolean, "created": .timestamp, "last_modified": .timestamp,
        ]))
        api.define("ScaleFile", .object([
            "id": .id, "workspace": .idOnly.orNull, "file_name": .string, "file_path": .string,
            "file_type": .oneOf(["SOURCE", "PRODUCT"]), "file_size": .count.described("Bytes."), "media_type": .string,
            "uuid": .uuid, "url": .string.described("Where the content is fetched."), "is_deleted": .boolean,
            "created": .timestamp, "deleted": .timestamp.orNull, "last_modified": .timestamp,
            "job": .idOnly.orNull.described("The job that has made it."), "job_exe": .id.orNull,
            "job_output": .string.orNull, "meta_data": .anyObject.described("GeoJSON, or nothing."),
        ]))
        api.define(typeSummary, .object(summaryFields))
    }

    private var summaryFields: Fields {
        let head: Fields = [
            "id": .id, "name": .string, "version": .string, "title": .string, "description": .string,
        ]
        let early: Fields = [
            "category": .string.orNull, "author_name": .string.orNull, "author_url": .string.orNull,
            "is_long_running": .boolean, "is_operational": .boolean,
        ]
        let tail: Fields = [
            "is_system": .boolean, "is_active": .boolean, "is_paused": .boolean, "icon_code": .string.orNull,
        ]
        let late: Fields = ["is_published": .boolean, "unmet_resources": .exactly(.null)]
        return release.showsShortTypes ? head + tail + late : head + early + tail
    }
}
