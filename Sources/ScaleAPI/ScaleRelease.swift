/// Which release of Scale a face of the server looks like. All that differs between the two stands here and where these
/// properties are asked (scale.md §3).
package enum ScaleRelease: Sendable {
    /// Seed 003, of 2018.
    case v6
    /// The last release, which Scale's web client speaks.
    case v7

    /// Whether the services of seed 004 come with it; their paths name no release, so they belong to one of them.
    var hasLegacyFace: Bool { self == .v6 }
    /// Whether `job-types/` lists versions instead of names, and `job-type-names/` the names.
    var listsVersions: Bool { self == .v7 }
    /// Whether editing answers 200 with what a validation says, instead of 201 with details and 204.
    var answersEditsWithVerdicts: Bool { self == .v7 }
    /// Whether a PATCH may bring a new manifest and image.
    var editsManifests: Bool { self == .v7 }
    /// Whether details name the final release's fields too: publication, unmet resources, tries, recipes.
    var showsPublication: Bool { self == .v7 }
    /// Whether job types inside other things have the final release's 11 fields instead of the 14 of before.
    var showsShortTypes: Bool { self == .v7 }
}
