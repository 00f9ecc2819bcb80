import HTTPSupport
import JSONSupport

extension ScaleDescription {
    /// The name of the schema of a job type's own page.
    var typeDetails: String { release.showsPublication ? "FinalJobType" : "ScaleJobType" }

    func defineJobTypes(in api: inout APIDescription) {
        api.define("ScaleJobTypeName", .object([
            "name": .string, "title": .string, "description": .string, "icon_code": .string.orNull,
            "num_versions": .count, "latest_version": .string,
        ]))
        api.define("ScaleJobTypeVersion", .object(Self.versionFields))
        api.define("ScaleJobTypeOfJob", .object(Self.versionFields + [
            "is_published": .boolean, "unmet_resources": .exactly(.null),
        ]))
        api.define("ScaleRevisionInList", .object(Self.revisionFields))
        api.define("ScaleRevision", .object(Self.revisionFields + ["manifest": .manifest]))
        api.define("ScaleVerdict", .object([
            "is_valid": .boolean, "errors": Self.issues, "warnings": Self.issues,
        ]))
        if release.showsPublication {
            defineFinalTypes(in: &api)
        } else {
            api.define(typeDetails, .object(Self.versionFields + [
                "manifest": .manifest, "configuration": .configuration,
            ]))
        }
    }

    private func defineFinalTypes(in api: inout APIDescription) {
        api.define("FinalJobTypeVersion", .object(Self.finalFields))
        api.define(typeDetails, .object(Self.finalFields + [
            "manifest": .manifest, "configuration": .configuration,
            "recipe_types": .array(of: .any, count: 0...0).described("There are no recipes."),
        ]))
        api.define("FinalJobTypeName", .object([
            "name": .string, "title": .string, "description": .string, "is_active": .boolean, "is_system": .boolean,
            "is_paused": .boolean, "is_published": .boolean, "icon_code": .string.orNull, "unmet_resources": Self.unmet,
            "versions": .array(of: .string), "latest_version": .string,
        ]))
    }

    private static let issues = Schema.array(of: .object(["name": .string, "description": .string]))
    private static let unmet = Schema.string.orNull.described("What queued jobs need and no node has, with commas between.")

    private static let commonFields: Fields = [
        "id": .id, "name": .string, "title": .string, "description": .string, "icon_code": .string.orNull,
        "version": .string, "is_active": .boolean, "is_paused": .boolean, "is_system": .boolean,
    ]
    private static let laterFields: Fields = [
        "max_scheduled": .count.orNull, "revision_num": .count, "docker_image": .string, "created": .timestamp,
        "deprecated": .timestamp.orNull, "paused": .timestamp.orNull, "last_modified": .timestamp,
    ]
    private static let versionFields = commonFields + laterFields
    private static let finalFields = commonFields + [
        "is_published": .boolean, "unmet_resources": unmet, "max_tries": .count,
    ] + laterFields

    private static let revisionFields: Fields = [
        "id": .id, "job_type": .named("ScaleJobTypeName"), "revision_num": .count, "docker_image": .string,
        "created": .timestamp,
    ]
}
