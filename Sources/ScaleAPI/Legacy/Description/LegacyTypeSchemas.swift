import HTTPSupport
import JSONSupport

extension ScaleAPI {
    static func defineLegacyTypes(in api: inout APIDescription) {
        api.define("LegacyError", .object([
            "id": .id, "name": .string, "title": .string, "description": .string, "category": .errorCategory,
            "created": .timestamp, "last_modified": .timestamp,
        ]))
        let type = legacyTypeTexts + legacyTypeNumbers + legacyTypeTimes
        api.define("LegacyJobType", .object(type))
        api.define("LegacyJobTypeDetails", .object(type + [
            "interface": .legacyInterface, "error_mapping": .errorMapping, "errors": .array(of: .named("LegacyError")),
            "job_counts_6h": .phaseCounts, "job_counts_12h": .phaseCounts, "job_counts_24h": .phaseCounts,
        ]))
    }

    private static let legacyTypeTexts: Fields = [
        "id": .id, "name": .string, "version": .string, "title": .string.orNull, "description": .string.orNull,
        "category": .string.orNull, "author_name": .string.orNull, "author_url": .string.orNull, "is_system": .boolean,
        "is_long_running": .boolean, "is_active": .boolean, "is_operational": .boolean, "is_paused": .boolean,
        "icon_code": .string.orNull, "uses_docker": .boolean, "docker_privileged": .boolean, "docker_image": .string.orNull,
    ]

    private static let legacyTypeNumbers: Fields = [
        "priority": .integer, "timeout": .integer.described("Seconds."), "max_tries": .count, "cpus_required": .number,
        "mem_required": .number.described("MiB."), "disk_out_const_required": .number.described("MiB."),
        "disk_out_mult_required": .number.described("MiB for each MiB of input."),
    ]

    private static let legacyTypeTimes: Fields = [
        "created": .timestamp, "archived": .timestamp.orNull, "paused": .timestamp.orNull, "last_modified": .timestamp,
    ]
}
