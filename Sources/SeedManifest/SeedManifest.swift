import JSONSupport

/// A Seed manifest, version 1.0.0: what a job is called, what it takes, gives and needs (scale.md §8).
package struct SeedManifest: Sendable, Hashable {
    package let name: String
    package let jobVersion: String
    package let packageVersion: String
    package let title: String
    package let jobDescription: String
    package let tags: [String]
    /// Seconds that the job may run.
    package let timeout: Int64
    package let command: String
    package let inputFiles: [InputFile]
    package let inputJSON: [InputValue]
    package let outputFiles: [OutputFile]
    package let outputJSON: [OutputValue]
    package let mounts: [Mount]
    package let settings: [Setting]
    package let resources: [Resource]
    package let errors: [ErrorDefinition]
    /// The manifest as it is stored: defaults filled in, absent sections left absent (scale.md §2.5).
    package let json: JSON
    package let warnings: [ManifestIssue]

    package struct InputFile: Sendable, Hashable {
        package let name: String
        package let isRequired: Bool
        /// Empty takes every media type.
        package let mediaTypes: [String]
        package let takesSeveral: Bool
        package let isPartial: Bool

        package func acceptsMediaType(_ mediaType: String) -> Bool {
            mediaTypes.isEmpty || mediaTypes.contains { $0.lowercased() == mediaType.lowercased() }
        }
    }

    package struct InputValue: Sendable, Hashable {
        package let name: String
        package let type: ValueType
        package let isRequired: Bool
    }

    package struct OutputFile: Sendable, Hashable {
        package let name: String
        /// A glob relative to the output folder.
        package let pattern: String
        package let mediaType: String
        package let takesSeveral: Bool
        package let isRequired: Bool
    }

    package struct OutputValue: Sendable, Hashable {
        package let name: String
        package let type: ValueType
        /// The key in `seed.outputs.json`.
        package let key: String
        package let isRequired: Bool
    }

    package struct Mount: Sendable, Hashable {
        package let name: String
        package let path: String
        package let isWritable: Bool
    }

    package struct Setting: Sendable, Hashable {
        package let name: String
        package let isSecret: Bool
    }

    package struct Resource: Sendable, Hashable {
        package let name: String
        package let value: Double
        package let inputMultiplier: Double
    }

    package struct ErrorDefinition: Sendable, Hashable {
        package let code: Int64
        package let name: String
        package let title: String
        package let description: String?
        /// Whether the data is at fault rather than the job.
        package let isDataError: Bool
    }

    /// The JSON types that a manifest may ask for.
    package enum ValueType: String, Sendable, Hashable, CaseIterable {
        case array, boolean, integer, number, object, string

        /// The type with its article, as Scale's messages have it.
        package var described: String {
            switch self {
            case .array, .integer, .object: "an \(rawValue)"
            case .boolean, .number, .string: "a \(rawValue)"
            }
        }

        /// Draft 4 of JSON Schema: `1.0` is no integer.
        package func accepts(_ value: JSON) -> Bool {
            switch (self, value) {
            case (.array, .array), (.boolean, .bool), (.integer, .int), (.object, .object), (.string, .string),
                (.number, .int), (.number, .double): true
            default: false
            }
        }
    }
}

extension SeedManifest {
    package func inputFile(named name: String) -> InputFile? {
        inputFiles.first { $0.name == name }
    }

    /// The error that an exit code stands for; of two with the same code the later one counts (scale.md §6.4).
    package func error(forExitCode code: Int64) -> ErrorDefinition? {
        code == 0 ? nil : errors.last { $0.code == code }
    }

    /// The name of an environment variable for an input, setting or resource (scale.md §7.2).
    package static func variableName(_ name: String) -> String {
        name.uppercased().replacing("-", with: "_")
    }
}
