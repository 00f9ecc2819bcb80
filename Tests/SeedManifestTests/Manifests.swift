import JSONSupport
import SeedManifest

/// Manifests for tests: the smallest one, with sections put in.
enum Manifests {
    static let smallest: JSON = [
        "seedVersion": "1.0.0",
        "job": [
            "name": "my-job", "jobVersion": "1.0.0", "packageVersion": "1.0.1", "title": "My job",
            "description": "Does it", "maintainer": ["name": "Jo", "email": "jo@example.com"], "timeout": 3600,
        ],
    ]

    /// The smallest manifest with members of `job` set; null takes a member out.
    static func job(_ members: JSONObject) -> JSON {
        var document = smallest.objectValue ?? [:]
        var job = document["job"]?.objectValue ?? [:]
        for (key, value) in members {
            if value.isNull { job.removeValue(forKey: key) } else { job[key] = value }
        }
        document["job"] = .object(job)
        return .object(document)
    }

    static func interface(_ interface: JSON) -> JSON {
        job(["interface": interface])
    }

    static func resources(_ scalars: JSON) -> JSON {
        job(["resources": ["scalar": scalars]])
    }

    static func inputs(files: JSON = [], json: JSON = []) throws -> SeedManifest {
        try SeedManifest.parse(interface(["inputs": ["files": files, "json": json]]))
    }
}
