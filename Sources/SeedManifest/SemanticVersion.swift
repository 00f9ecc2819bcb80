/// A version by semver.org 2.0.0, whose numbers may have any size.
package struct SemanticVersion: Sendable, Hashable {
    package let major: String
    package let minor: String
    package let patch: String
    package let preRelease: [String]
    /// What stands behind `+`; it does not count in comparisons.
    package let build: String

    package init?(_ text: String) {
        guard text.utf8.count <= 250 else { return nil }
        let withoutBuild = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let withoutRelease = withoutBuild[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let core = withoutRelease[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard core.count == 3, core.allSatisfy(Self.isNumber) else { return nil }
        (major, minor, patch) = (core[0], core[1], core[2])

        if withoutRelease.count == 2 {
            preRelease = withoutRelease[1].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard preRelease.allSatisfy({ Self.isNumber($0) || (Self.isIdentifier($0) && !Self.isDigits($0)) }) else { return nil }
        } else {
            preRelease = []
        }
        if withoutBuild.count == 2 {
            build = String(withoutBuild[1])
            let parts = build.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts.allSatisfy(Self.isIdentifier) else { return nil }
        } else {
            build = ""
        }
    }

    private static func isDigits(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }

    private static func isNumber(_ text: String) -> Bool {
        isDigits(text) && (text == "0" || text.utf8.first != UInt8(ascii: "0"))
    }

    private static func isIdentifier(_ text: String) -> Bool {
        TextPattern.jobName.matches(text)
    }
}
