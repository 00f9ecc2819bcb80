import JSONSupport
import SeedManifest

/// Everything that is wrong with a manifest or worth a thought, each with its rule.
struct ManifestReport {
    let file: ManifestFile
    let errors: [ManifestIssue]
    let warnings: [ManifestIssue]

    init(_ file: ManifestFile) {
        self.file = file
        (errors, warnings) = SeedManifest.allIssues(file.json)
    }

    var isValid: Bool { errors.isEmpty }

    var json: JSON {
        [
            "is_valid": .bool(isValid),
            "errors": .array(errors.map(Self.json)),
            "warnings": .array(warnings.map(Self.json)),
        ]
    }

    private static func json(_ issue: ManifestIssue) -> JSON {
        ["name": .string(issue.name), "description": .string(issue.description)]
    }

    func show(on console: Console) {
        for issue in errors { show("error", .bad, issue, console) }
        for issue in warnings { show("warning", .attention, issue, console) }
        let verdict = isValid ? console.styled("valid", .good) : console.styled("invalid", .bad)
        let counts = "\(HumanText.count(Int64(errors.count), "error")), \(HumanText.count(Int64(warnings.count), "warning"))"
        console.line("\(file.path): \(verdict), \(counts)")
    }

    private func show(_ kind: String, _ style: Style, _ issue: ManifestIssue, _ console: Console) {
        console.line("\(console.styled(kind, style)) \(issue.name): \(SafeText.oneLine(issue.description))")
    }
}
