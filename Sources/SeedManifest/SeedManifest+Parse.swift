import JSONSupport

extension SeedManifest {
    /// Checks a manifest and decodes it.
    /// - Throws: `ManifestError` with the first rule that it breaks, in the order of scale.md §2.6.
    package static func parse(_ json: JSON) throws(ManifestError) -> SeedManifest {
        let (manifest, violations) = read(json)
        if let violation = violations.first { throw .schema(violation) }
        guard let manifest else {
            throw .schema(SchemaViolation(path: "", rule: "expected an object, got \(json.typeDescription)"))
        }
        if let issue = manifest.ruleViolations.first { throw ManifestError(issue.name, issue.description) }
        return manifest
    }

    /// Decodes a manifest that was checked when it was stored.
    package static func stored(_ text: String) throws -> SeedManifest {
        try stored(JSON.parse(text))
    }

    /// Decodes a manifest that was checked when it was stored.
    package static func stored(_ json: JSON) throws(ManifestError) -> SeedManifest {
        let (manifest, violations) = read(json, wasChecked: true)
        guard let manifest else {
            throw .schema(violations.first ?? SchemaViolation(path: "", rule: "expected an object"))
        }
        return manifest
    }

    /// Every error and every warning, for people who write manifests (scale.md §8, rules 1 to 11).
    package static func allIssues(_ json: JSON) -> (errors: [ManifestIssue], warnings: [ManifestIssue]) {
        let (manifest, violations) = read(json)
        let schemaErrors = violations.map { ManifestError.schema($0).issue }
        guard let manifest else { return (schemaErrors, []) }
        return (schemaErrors + manifest.ruleViolations, manifest.warnings + manifest.advice)
    }

    /// - Returns: no manifest where the document is too broken to be read at all.
    static func read(_ json: JSON, wasChecked: Bool = false) -> (SeedManifest?, [SchemaViolation]) {
        var reader = SchemaReader(judgesPatterns: !wasChecked)
        let document = reader.object(json, at: "", required: ["job", "seedVersion"])
        guard var document else { return (nil, reader.violations) }
        _ = reader.string(document["seedVersion"], at: "seedVersion", matching: .seedVersion)
        guard let job = readJob(document["job"], &reader) else { return (nil, reader.violations) }
        document["job"] = .object(job.json)
        return (SeedManifest(job, json: .object(document)), reader.violations)
    }

    private init(_ job: JobReading, json: JSON) {
        name = job.name
        jobVersion = job.jobVersion
        packageVersion = job.packageVersion
        title = job.title
        jobDescription = job.description
        tags = job.tags
        timeout = job.timeout
        command = job.interface.command
        inputFiles = job.interface.inputFiles
        inputJSON = job.interface.inputJSON
        outputFiles = job.interface.outputFiles
        outputJSON = job.interface.outputJSON
        mounts = job.interface.mounts
        settings = job.interface.settings
        resources = job.resources
        errors = job.errors
        self.json = json
        warnings = job.unnamedErrors.map { code in
            ManifestIssue(
                "MISSING_ERROR_NAME", "The error with exit code \(code) has no name; it is called 'error-\(code)'"
            )
        }
    }
}

/// The `job` object while it is read.
private struct JobReading {
    var name = ""
    var jobVersion = ""
    var packageVersion = ""
    var title = ""
    var description = ""
    var tags: [String] = []
    var timeout: Int64 = 0
    var interface = InterfaceReading()
    var resources: [SeedManifest.Resource] = []
    var errors: [SeedManifest.ErrorDefinition] = []
    var unnamedErrors: [Int64] = []
    var json = JSONObject()
}

extension SeedManifest {
    private static func readJob(_ value: JSON?, _ reader: inout SchemaReader) -> JobReading? {
        let object = reader.object(
            value, at: "job",
            required: ["name", "jobVersion", "packageVersion", "title", "description", "maintainer", "timeout"],
            optional: ["tags", "resources", "interface", "errors"]
        )
        guard let object else { return nil }
        var job = JobReading()
        job.json = object
        job.name = reader.string(object["name"], at: "job/name", matching: .jobName) ?? ""
        job.jobVersion = reader.string(object["jobVersion"], at: "job/jobVersion", matching: .semanticVersion) ?? ""
        job.packageVersion =
            reader.string(object["packageVersion"], at: "job/packageVersion", matching: .semanticVersion) ?? ""
        job.title = reader.string(object["title"], at: "job/title") ?? ""
        job.description = reader.string(object["description"], at: "job/description") ?? ""
        job.tags = reader.list(object["tags"], at: "job/tags") { reader, tag, path in reader.string(tag, at: path) }
        job.timeout = reader.integer(object["timeout"], at: "job/timeout") ?? 0
        readMaintainer(object["maintainer"], &reader)
        job.resources = readResources(object["resources"], &reader)
        if let interface = readInterface(object["interface"], &reader) {
            job.interface = interface
            job.json["interface"] = .object(interface.json)
        }
        readErrors(object["errors"], into: &job, &reader)
        return job
    }

    private static func readMaintainer(_ value: JSON?, _ reader: inout SchemaReader) {
        let path = "job/maintainer"
        let optional = ["organization", "url", "phone"]
        let object = reader.object(value, at: path, required: ["name", "email"], optional: optional)
        for key in ["name", "email"] + optional { _ = reader.string(object?[key], at: "\(path)/\(key)") }
    }

    private static func readResources(_ value: JSON?, _ reader: inout SchemaReader) -> [Resource] {
        let path = "job/resources/scalar"
        let object = reader.object(value, at: "job/resources", required: ["scalar"])
        return reader.list(object?["scalar"], at: path) { reader, entry, path in
            let object = reader.object(entry, at: path, required: ["name", "value"], optional: ["inputMultiplier"])
            let name = reader.string(object?["name"], at: "\(path)/name", matching: .name)
            let value = reader.number(object?["value"], at: "\(path)/value")
            let multiplier = reader.number(object?["inputMultiplier"], at: "\(path)/inputMultiplier")
            guard let name, let value else { return nil }
            return Resource(name: name, value: value, inputMultiplier: multiplier ?? 0)
        }
    }

    /// An error without a name is accepted, because seed 003 prints one (scale.md §9, 1 and 24).
    private static func readErrors(_ value: JSON?, into job: inout JobReading, _ reader: inout SchemaReader) {
        guard value != nil else { return }
        let entries = reader.list(value, at: "job/errors") { reader, entry, path -> (ErrorDefinition, JSON, Bool)? in
            let object = reader.object(
                entry, at: path, required: ["code"], optional: ["name", "title", "description", "category"]
            )
            guard var object else { return nil }
            let code = reader.integer(object["code"], at: "\(path)/code") ?? 0
            let given = reader.string(object["name"], at: "\(path)/name", matching: .name)
            let name = given ?? "error-\(code)"
            let title = reader.string(object["title"], at: "\(path)/title") ?? name
            let description = reader.string(object["description"], at: "\(path)/description")
            let category = reader.word(object["category"], at: "\(path)/category", among: ["job", "data"]) ?? "job"
            let isUnnamed = object["name"] == nil
            object["name"] = .string(name)
            object["title"] = .string(title)
            object["category"] = .string(category)
            let error = ErrorDefinition(
                code: code, name: name, title: title, description: description, isDataError: category == "data"
            )
            return (error, .object(object), isUnnamed)
        }
        job.errors = entries.map(\.0)
        job.unnamedErrors = entries.filter(\.2).map(\.0.code)
        job.json["errors"] = .array(entries.map(\.1))
    }
}
