import JSONSupport

/// A version of the engine's API, such as 1.41.
package struct EngineVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    /// What this program was written for; the engine has to offer something in between.
    static let oldest = EngineVersion(major: 1, minor: 40)
    static let newest = EngineVersion(major: 1, minor: 47)

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// - Returns: nil for anything but two numbers with a dot.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        self.init(major: major, minor: minor)
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: EngineVersion, right: EngineVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// The newest version that both sides speak.
    /// - Parameter answer: what the engine says of itself at `/version`.
    /// - Throws: `EngineError.wrongVersion` when there is none.
    static func common(with answer: JSON) throws(EngineError) -> EngineVersion {
        guard let text = answer["ApiVersion"]?.stringValue, let offered = EngineVersion(text) else {
            throw .wrongVersion("the container engine does not tell the version of its API")
        }
        let least = answer["MinAPIVersion"]?.stringValue.flatMap { EngineVersion($0) } ?? oldest
        let common = min(offered, newest)
        guard common >= oldest, common >= least else {
            throw .wrongVersion(
                "the container engine speaks versions \(least) to \(offered) of the API; "
                    + "\(oldest) to \(newest) are supported"
            )
        }
        return common
    }
}
