import JSONSupport

extension LegacyInterface {
    /// What the schema cannot express.
    var fault: String? {
        if LegacyArguments(plain: command).words().isEmpty { return "command: must not be empty" }
        // One name space for all that a command line can name.
        let parameters = inputs.map(\.name) + settings.map(\.name) + mounts.map(\.name)
        if let name = Self.firstDuplicate(parameters + [Self.outputFolder]) {
            return "the name '\(name)' is used more than once"
        }
        if let name = Self.firstDuplicate(outputs.map(\.name)) { return "output_data: the name '\(name)' is used more than once" }
        if let name = Self.firstDuplicate(variables.map(\.name)) { return "env_vars: the name '\(name)' is used more than once" }
        let known = Set(parameters + [Self.outputFolder] + sharedResources)
        if let name = arguments.names.first(where: { !known.contains($0) }) {
            return "command_arguments: the \(name) parameter was not found in any inputs, shared_resources, or settings"
        }
        return nil
    }

    private var sharedResources: [String] {
        (json["shared_resources"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }

    private static func firstDuplicate(_ names: [String]) -> String? {
        var seen: Set<String> = []
        return names.first { !seen.insert($0).inserted }
    }
}
