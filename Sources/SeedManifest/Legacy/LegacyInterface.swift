import JSONSupport

/// How a legacy job type is called: its command line, what it takes and what it gives (scale.md §5.8, versions 1.0 to 1.4).
package struct LegacyInterface: Sendable, Hashable {
    package let command: String
    package let arguments: LegacyArguments
    package let inputs: [Input]
    package let outputs: [Output]
    package let mounts: [Mount]
    package let settings: [Setting]
    /// Environment variables, whose values may name settings.
    package let variables: [Variable]
    /// The interface as it was given.
    package let json: JSON

    package enum InputType: String, Sendable, Hashable, CaseIterable {
        /// The path of one file.
        case file
        /// The path of a folder with files.
        case files
        /// A text.
        case property
    }

    package struct Input: Sendable, Hashable {
        package let name: String
        package let type: InputType
        package let isRequired: Bool
        package let isPartial: Bool
        package let mediaTypes: [String]
    }

    package struct Output: Sendable, Hashable {
        package let name: String
        package let takesSeveral: Bool
        package let isRequired: Bool
        package let mediaType: String?
    }

    package struct Mount: Sendable, Hashable {
        package let name: String
        package let path: String
        package let isWritable: Bool
        package let isRequired: Bool
    }

    package struct Setting: Sendable, Hashable {
        package let name: String
        package let isRequired: Bool
        package let isSecret: Bool
    }

    package struct Variable: Sendable, Hashable {
        package let name: String
        package let value: LegacyArguments
    }

    /// The parameter that stands for the folder of the outputs.
    package static let outputFolder = "job_output_dir"
}
