import SeedManifest

/// A text that sorts as the version does, so that the database can find the latest one.
enum VersionOrder {
    /// SemVer precedence (a release after its pre-releases, numbers as numbers); what is no SemVer sorts before, as text.
    static func key(_ version: String) -> String {
        guard let semantic = SemanticVersion(version) else { return "0" + version }
        let core = [semantic.major, semantic.minor, semantic.patch].map(padded).joined(separator: ".")
        // "~" sorts after "-", so a release comes after all its pre-releases.
        let release = semantic.preRelease.isEmpty ? "~" : "-" + semantic.preRelease.map(identifier).joined(separator: "\u{1}")
        return "1" + core + release + "\u{1}" + semantic.build
    }

    private static func identifier(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return "0" + padded(text) }
        return "1" + text
    }

    /// The length first, then the digits: sorts numbers of any size.
    private static func padded(_ digits: some CustomStringConvertible) -> String {
        let text = digits.description
        let length = String(text.utf8.count)
        return String(repeating: "0", count: max(0, 3 - length.utf8.count)) + length + text
    }
}
