import JSONSupport
import SeedManifest

/// What is registered for a legacy job type (scale.md §5.8); the defaults are those of 2015.
package struct LegacyRegistration: Sendable {
    package var name: String
    package var version: String
    package var title = "Unknown Job Type"
    package var description: String
    package var iconCode = "f013"
    package var isActive = true
    package var isPaused = false
    package var dockerImage: String?
    package var interface: JSON
    package var priority: Int64 = 260
    /// Seconds.
    package var timeout: Int64 = 1_800
    package var maxTries: Int64 = 3
    package var cpus = 1.0
    /// MiB.
    package var memory = 5_120.0
    /// MiB.
    package var disk = 0.0
    package var profile: LegacyProfile

    package init(name: String, version: String, description: String, interface: JSON) {
        self.name = name
        self.version = version
        self.description = description
        self.interface = interface
        profile = LegacyProfile()
        profile.category = "unknown"
    }

    var manifestDescription: LegacyDescription {
        LegacyDescription(
            name: name, version: version, title: title, description: description, authorName: profile.authorName,
            authorURL: profile.authorURL, timeout: timeout, cpus: cpus, memory: memory, disk: disk,
            diskMultiplier: profile.diskMultiplier
        )
    }
}

extension LegacyRegistration {
    /// The most that numbers of resources may say, far beyond any machine.
    private static let greatest = 1e12

    /// - Throws: `EngineError.Code.invalid` naming the field and the rule.
    func check() throws(EngineError) {
        try Self.checkName(name, of: "name")
        try Self.checkName(version, of: "version")
        guard !SeedManifest.reservedNames.contains(name) else {
            throw .invalid("name", "name: there can be no job type named \"\(name)\".")
        }
        let texts: [(String, String?, Int)] = [
            ("title", title, 50), ("description", description, 500), ("category", profile.category, 50),
            ("author_name", profile.authorName, 50), ("author_url", profile.authorURL, 200), ("icon_code", iconCode, 20),
            ("docker_image", dockerImage, 500),
        ]
        for (field, text, limit) in texts where text?.count ?? 0 > limit {
            throw .invalid(field, "\(field) may have \(limit) characters at the most.")
        }
        guard !profile.usesDocker || dockerImage?.isEmpty == false else {
            throw .invalid("docker_image", "docker_image must not be empty for a job type that uses Docker.")
        }
        guard priority > 100 else {
            throw .invalid("priority", "priority must be greater than 100; what is lower belongs to system job types.")
        }
        guard timeout > 0 else { throw .invalid("timeout", "timeout must be greater than 0.") }
        guard maxTries > 0 else { throw .invalid("max_tries", "max_tries must be greater than 0.") }
        try checkAmounts()
        try LegacyErrorMapping.check(profile.errorMapping)
    }

    private func checkAmounts() throws(EngineError) {
        guard cpus > 0 else { throw .invalid("cpus_required", "cpus_required must be greater than 0.") }
        guard memory > 0 else { throw .invalid("mem_required", "mem_required must be greater than 0.") }
        let amounts = [
            ("cpus_required", cpus), ("mem_required", memory), ("disk_out_const_required", disk),
            ("disk_out_mult_required", profile.diskMultiplier),
        ]
        for (field, amount) in amounts where !(0...Self.greatest).contains(amount) {
            throw .invalid(field, "\(field) must be between 0 and \(Int64(Self.greatest)).")
        }
    }

    /// Blanks are as good as anything else, but a slash could not be part of a path.
    private static func checkName(_ text: String, of field: String) throws(EngineError) {
        guard (1...50).contains(text.count) else { throw .invalid(field, "\(field) must have 1 to 50 characters.") }
        let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f && $0 != "/" }
        guard isPlain, text.first?.isWhitespace == false, text.last?.isWhitespace == false, text != ".", text != ".." else {
            throw .invalid(
                field, "\(field) must not hold slashes or control characters, nor begin or end with a blank."
            )
        }
    }
}
