import JSONSupport
import SeedManifest

/// Everything that is wrong with a manifest or worth a thought, each with its rule.
struct ManifestReport {
    let file: ManifestFile
    let errors: [ManifestIssue]
    let warnings: [ManifestIssue]
    /// The rules of the standard's own tools, which are stricter than those of servers.
    let strict: [StrictIssue]

    init(_ file: ManifestFile) {
        self.file = file
        (errors, warnings) = SeedManifest.allIssues(file.json)
        strict = SeedManifest.strictIssues(file.json)
    }

    var isValid: Bool { errors.isEmpty }

    var json: JSON {
        [
            "is_valid": .bool(isValid),
            "errors": .array(errors.map(Self.json)),
            "warnings": .array(warnings.map(Self.json)),
            "strict": .array(strict.map { issue in
                ["rule": .string(issue.rule), "path": .string(issue.path), "description": .string(issue.description)]
            }),
        ]
    }

    private static func json(_ issue: ManifestIssue) -> JSON {
        ["name": .string(issue.name), "description": .string(issue.description)]
    }

    func show(on console: Console) {
        for issue in errors { show("error", .bad, issue, console) }
        for issue in warnings { show("warning", .attention, issue, console) }
        for issue in strict {
            console.line(
                "\(console.styled("strict", .attention)) \(issue.rule) at \(issue.path): \(SafeText.oneLine(issue.description))"
            )
        }
        let verdict = isValid ? console.styled("valid", .good) : console.styled("invalid", .bad)
        var counts = "\(HumanText.count(Int64(errors.count), "error")), \(HumanText.count(Int64(warnings.count), "warning"))"
        if !strict.isEmpty { counts += ", \(HumanText.count(Int64(strict.count), "stricter rule")) broken" }
        console.line("\(file.path): \(verdict), \(counts)")
    }

    private func show(_ kind: String, _ style: Style, _ issue: ManifestIssue, _ console: Console) {
        console.line("\(console.styled(kind, style)) \(issue.name): \(SafeText.oneLine(issue.description))")
    }
}
