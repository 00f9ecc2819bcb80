import JSONSupport

/// Manifests for tests.
enum Manifests {
    /// A job of one word, to be changed by `edit`.
    static func named(_ name: String, version: String = "1.0.0", _ edit: (inout JSONObject) -> Void = { _ in }) -> JSON {
        var job: JSONObject = [
            "name": .string(name), "jobVersion": .string(version), "packageVersion": "1.0.0",
            "title": .string("Title of \(name)"), "description": .string("Does \(name)"), "timeout": 60,
            "maintainer": ["name": "Jane", "email": "jane@example.com"],
        ]
        edit(&job)
        return ["seedVersion": "1.0.0", "job": .object(job)]
    }

    static func image(_ manifest: JSON, image: String? = nil, configuration: JSON? = nil) -> JSON {
        var object: JSONObject = [
            "docker_image": .string(image ?? "\(manifest["job"]?["name"]?.stringValue ?? "x")-1.0.0-seed:1.0.0"),
            "manifest": manifest,
        ]
        object["configuration"] = configuration
        return .object(object)
    }
}
