import HTTPSupport
import JSONSupport
import JobEngine

/// Registering legacy job types (scale.md §5.8), and new revisions of those that are there.
extension ScaleAPI {
    private static let createFields = [
        "name", "version", "title", "description", "category", "author_name", "author_url", "is_active", "is_operational",
        "is_paused", "icon_code", "uses_docker", "docker_privileged", "docker_image", "interface", "error_mapping",
        "error_mappings", "priority", "timeout", "max_tries", "cpus_required", "mem_required", "disk_out_const_required",
        "disk_out_mult_required",
    ]

    func createLegacyType(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(Self.createFields)
        var type = LegacyRegistration(
            name: try parameters.required("name", parameters.string),
            version: try parameters.required("version", parameters.string),
            description: try parameters.required("description", parameters.string),
            interface: .object(try parameters.required("interface", parameters.object))
        )
        try Self.readTexts(parameters, into: &type)
        try Self.readFlags(parameters, into: &type)
        try Self.readNumbers(parameters, into: &type)
        let id = try await engine.register(type)
        return .json { writer in
            writer.beginObject()
            writer.field("job_type_id", id)
            writer.endObject()
        }
    }

    private static func readTexts(_ parameters: RequestParameters, into type: inout LegacyRegistration) throws {
        type.title = try parameters.string("title") ?? type.title
        type.iconCode = try parameters.string("icon_code") ?? type.iconCode
        type.dockerImage = try parameters.string("docker_image")
        type.profile.category = try parameters.string("category") ?? type.profile.category
        type.profile.authorName = try parameters.string("author_name")
        type.profile.authorURL = try parameters.string("author_url")
        let mapping = try parameters.object("error_mapping") ?? parameters.object("error_mappings")
        type.profile.errorMapping = .object(mapping ?? JSONObject())
    }

    private static func readFlags(_ parameters: RequestParameters, into type: inout LegacyRegistration) throws {
        type.isActive = try parameters.boolean("is_active") ?? type.isActive
        type.isPaused = try parameters.boolean("is_paused") ?? type.isPaused
        type.profile.isOperational = try parameters.boolean("is_operational") ?? type.profile.isOperational
        type.profile.usesDocker = try parameters.boolean("uses_docker") ?? type.profile.usesDocker
        type.profile.isPrivileged = try parameters.boolean("docker_privileged") ?? type.profile.isPrivileged
    }

    private static func readNumbers(_ parameters: RequestParameters, into type: inout LegacyRegistration) throws {
        type.priority = try parameters.integer("priority") ?? type.priority
        type.timeout = try parameters.integer("timeout") ?? type.timeout
        type.maxTries = try parameters.integer("max_tries") ?? type.maxTries
        type.cpus = try parameters.number("cpus_required") ?? type.cpus
        type.memory = try parameters.number("mem_required") ?? type.memory
        type.disk = try parameters.number("disk_out_const_required") ?? type.disk
        type.profile.diskMultiplier = try parameters.number("disk_out_mult_required") ?? type.profile.diskMultiplier
    }
}

extension RequestParameters {
    /// A number: of JSON, or in a text.
    fileprivate func number(_ name: String) throws(RequestError) -> Double? {
        guard let value = value(name) else { return nil }
        guard let number = value.doubleValue ?? value.stringValue.flatMap({ Double($0) }), number.isFinite else {
            throw RequestError(400, "Parameter must be a valid float: \"\(name)\"")
        }
        return number
    }
}
