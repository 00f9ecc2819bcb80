import JSONSupport

/// A rule that Seed's own tools insist on and servers do not (scale.md §8).
package struct StrictIssue: Sendable, Hashable {
    /// The stable word, such as `NAME_NOT_UNIQUE`.
    package let rule: String
    /// Where in the manifest, such as `job/errors/2/code`.
    package let path: String
    package let description: String

    init(_ rule: String, _ path: String, _ description: String) {
        self.rule = rule
        self.path = path
        self.description = description
    }
}

extension SeedManifest {
    /// Where the manifest breaks the rules that its schema cannot express, each with its place; none for a document that
    /// is too broken to be read.
    package static func strictIssues(_ json: JSON) -> [StrictIssue] {
        guard let manifest = read(json).0 else { return [] }
        return manifest.missingScalar(json) + manifest.sharedNames + manifest.unwantedForms + manifest.mountRules
            + manifest.errorRules + manifest.amountRules + manifest.commandRules
    }

    /// A name that becomes a variable or stands for something in the manifest, with its place.
    private struct Named {
        let path: String
        let name: String
    }

    private var names: [Named] {
        func list(_ path: String, _ names: [String]) -> [Named] {
            names.enumerated().map { Named(path: "\(path)/\($0.offset)/name", name: $0.element) }
        }
        return list("job/resources/scalar", resources.map(\.name))
            + list("job/interface/inputs/files", inputFiles.map(\.name))
            + list("job/interface/inputs/json", inputJSON.map(\.name))
            + list("job/interface/outputs/files", outputFiles.map(\.name))
            + list("job/interface/outputs/json", outputJSON.map(\.name))
            + list("job/interface/mounts", mounts.map(\.name))
            + list("job/interface/settings", settings.map(\.name))
            + list("job/errors", errors.map(\.name))
    }

    /// Rule 1.
    private func missingScalar(_ json: JSON) -> [StrictIssue] {
        guard let resources = json["job"]?["resources"]?.objectValue, resources["scalar"] == nil else { return [] }
        return [StrictIssue("MISSING_SCALAR", "job/resources", "'scalar' has to be there when 'resources' is")]
    }

    /// Rules 2 and 3.
    private var sharedNames: [StrictIssue] {
        var seen = ["OUTPUT_DIR": "the reserved variable OUTPUT_DIR"]
        for resource in resources {
            seen["ALLOCATED_" + Self.variableName(resource.name)] = "the variable of the resource '\(resource.name)'"
        }
        return names.compactMap { entry in
            let variable = Self.variableName(entry.name)
            guard let other = seen[variable] else {
                seen[variable] = entry.path
                return nil
            }
            return StrictIssue("NAME_NOT_UNIQUE", entry.path, "'\(entry.name)' is the same as \(other)")
        }
    }

    /// Rule 8.
    private var unwantedForms: [StrictIssue] {
        names.filter { $0.path.hasPrefix("job/interface/") && Self.variableName($0.name) != $0.name }.map { entry in
            StrictIssue(
                "NAME_NOT_NORMALIZED", entry.path,
                "'\(entry.name)' is seen by the job as \(Self.variableName(entry.name)); write it so"
            )
        }
    }

    /// Rule 4.
    private var mountRules: [StrictIssue] {
        mounts.enumerated().filter { !$0.element.path.hasPrefix("/") }.map {
            StrictIssue("RELATIVE_MOUNT", "job/interface/mounts/\($0.offset)/path", "'\($0.element.path)' is not absolute")
        }
    }

    /// Rule 5, but for the names, which are among all names.
    private var errorRules: [StrictIssue] {
        var seen: [Int64: Int] = [:]
        return errors.enumerated().compactMap { index, error in
            let path = "job/errors/\(index)/code"
            if error.code == 0 { return StrictIssue("ZERO_EXIT_CODE", path, "0 is success and cannot stand for an error") }
            if let first = seen[error.code] {
                return StrictIssue("EXIT_CODE_NOT_UNIQUE", path, "\(error.code) is given at job/errors/\(first)/code already")
            }
            seen[error.code] = index
            return nil
        }
    }

    /// Rules 6, 7 and 9.
    private var amountRules: [StrictIssue] {
        var issues: [StrictIssue] = []
        if timeout <= 0 { issues.append(StrictIssue("TIMEOUT_NOT_POSITIVE", "job/timeout", "\(timeout) leaves no time to run")) }
        for (index, resource) in resources.enumerated() {
            let path = "job/resources/scalar/\(index)/value"
            if resource.value < 0 { issues.append(StrictIssue("AMOUNT_NEGATIVE", path, "of '\(resource.name)'")) }
            if resource.name.lowercased() == "gpus", resource.value != resource.value.rounded() {
                issues.append(StrictIssue("GPUS_NOT_WHOLE", path, "\(resource.value) is no whole number"))
            }
        }
        return issues
    }

    /// Rule 11.
    private var commandRules: [StrictIssue] {
        let path = "job/interface/command"
        if command.count(where: { $0 == "{" }) != command.count(where: { $0 == "}" }) {
            return [StrictIssue("BRACES_NOT_BALANCED", path, "as many braces have to close as open")]
        }
        let declared = Set(["OUTPUT_DIR", "INPUT_METADATA"] + names.map { Self.variableName($0.name) }
            + resources.map { "ALLOCATED_" + Self.variableName($0.name) })
        return variablesOfCommand.filter { !declared.contains($0) && !$0.hasPrefix("SCALE_") }.map {
            StrictIssue("VARIABLE_NOT_DECLARED", path, "nothing declares '\($0)'")
        }
    }

    private var variablesOfCommand: [String] {
        command.split(separator: "$", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            let rest = part.first == "{" ? part.dropFirst() : part
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            return name.isEmpty ? nil : String(name)
        }
    }
}
