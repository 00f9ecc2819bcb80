/// What the schema cannot express (scale.md §2.6 and §8).
extension SeedManifest {
    /// Words of the job-type URLs, which a job type of that name would hide (scale.md §1.1).
    /// Words that mean something of their own in the place of a job type's name (scale.md §1.1).
    package static let reservedNames = ["validation", "status", "pending", "running", "system-failures"]
    /// The longest name and version, as Scale stores them.
    private static let nameLimit = 50

    /// Everything that makes the manifest invalid, in the order in which Scale looks.
    var ruleViolations: [ManifestIssue] {
        [fractionalGPUs, collision, duplicateMount, relativeMount, duplicateError, reservedName, tooLong].compactMap(\.self)
    }

    private var fractionalGPUs: ManifestIssue? {
        let gpus = resources.first { $0.name.lowercased() == "gpus" && $0.value != $0.value.rounded() }
        return gpus.map { _ in
            ManifestIssue(
                "JSON_VALIDATION_ERROR", "Error validating against schema: gpu resource not set to whole number"
            )
        }
    }

    private var collision: ManifestIssue? {
        let names = settings.map(\.name) + inputFiles.map(\.name) + inputJSON.map(\.name)
        let variables = ["OUTPUT_DIR"] + names.map(Self.variableName)
            + resources.map { "ALLOCATED_" + Self.variableName($0.name) }
        return Self.firstDuplicate(variables).map { _ in
            ManifestIssue(
                "NAME_COLLISION_ERROR",
                "Collisions are not allowed between reserved keywords, resources, settingsand input names."
            )
        }
    }

    private var duplicateMount: ManifestIssue? {
        Self.firstDuplicate(mounts.map(\.name)).map { _ in
            ManifestIssue("DUPLICATE_MOUNT_NAMES", "Mount names must be unique.")
        }
    }

    private var relativeMount: ManifestIssue? {
        mounts.first { !$0.path.hasPrefix("/") }.map {
            ManifestIssue("INVALID_MOUNT_PATH", "\($0.name) mount must have an absolute path")
        }
    }

    private var duplicateError: ManifestIssue? {
        Self.firstDuplicate(errors.map(\.name)).map { _ in
            ManifestIssue("DUPLICATE_ERROR_NAMES", "Error names must be unique.")
        }
    }

    private var reservedName: ManifestIssue? {
        Self.reservedNames.contains(name)
            ? ManifestIssue("RESERVED_NAME", "Unable to create job type named \"\(name)\"") : nil
    }

    private var tooLong: ManifestIssue? {
        for (field, text) in [("name", name), ("jobVersion", jobVersion)] where text.count > Self.nameLimit {
            return ManifestIssue(
                "JSON_VALIDATION_ERROR",
                "Error validating against schema: job/\(field): may have \(Self.nameLimit) characters at the most"
            )
        }
        return nil
    }

    private static func firstDuplicate(_ names: [String]) -> String? {
        var seen: Set<String> = []
        return names.first { !seen.insert($0).inserted }
    }

    /// What works but is hardly meant.
    var advice: [ManifestIssue] {
        var issues: [ManifestIssue] = []
        if timeout <= 0 {
            issues.append(ManifestIssue("NONPOSITIVE_TIMEOUT", "job/timeout is \(timeout): the job has no time to run"))
        }
        for resource in resources where resource.value < 0 {
            issues.append(ManifestIssue("NEGATIVE_RESOURCE", "The amount of '\(resource.name)' is negative"))
        }
        for name in ["cpus", "mem", "disk"] where !resources.contains(where: { $0.name.lowercased() == name }) {
            issues.append(ManifestIssue("MISSING_RESOURCE", "No amount of '\(name)' is given; the minimum is used"))
        }
        let standard = ["cpus", "mem", "disk", "gpus", "sharedmem"]
        for resource in resources where !standard.contains(resource.name.lowercased()) {
            issues.append(ManifestIssue(
                "NONSTANDARD_RESOURCE",
                "'\(resource.name)' is not a standard resource. This job type might not be schedulable."
            ))
        }
        if command.count(where: { $0 == "{" }) != command.count(where: { $0 == "}" }) {
            issues.append(ManifestIssue("UNBALANCED_BRACES", "The braces in job/interface/command are not balanced"))
        }
        if errors.contains(where: { $0.code == 0 }) {
            issues.append(ManifestIssue("ZERO_EXIT_CODE", "Exit code 0 means success and cannot stand for an error"))
        }
        if let code = Self.firstDuplicate(errors.map { String($0.code) }) {
            issues.append(ManifestIssue("DUPLICATE_EXIT_CODE", "Exit code \(code) is given twice; the later error counts"))
        }
        return issues
    }
}
