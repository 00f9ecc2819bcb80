import JSONSupport

/// A job template as it is imported and exported (ufdl.md §6).
package struct TemplateSpecification: Sendable {
    package let name: String
    /// Nil takes the next free one.
    package let version: Int64?
    package let description: String
    package let scope: String
    package let licence: String
    /// The short name of a data domain.
    package let domain: String?
    /// What a node does, or which templates it is made of; kept as it came, so that an export is exact.
    package let specific: JSON
    package let content: TemplateContent

    /// - Throws: `SchemaMismatch`.
    package init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(
            json, known: ["name", "version", "description", "scope", "licence", "domain", "specific"]
        )
        name = try object.required("name", Strict.string(1...200))
        version = try object.optional("version", Strict.integer(atLeast: 1))
        description = try object.optional("description", Strict.string) ?? ""
        scope = try object.required("scope", Strict.string(1...16))
        licence = try object.required("licence", Strict.string(1...100))
        domain = try object.optional("domain", Strict.string(2...2))
        specific = try object.required("specific", Strict.any)
        content = try object.required("specific", TemplateContent.init)
    }
}

/// The part of a template that tells a workable one from a meta-template.
package enum TemplateContent: Sendable {
    case workable(WorkableContent)
    case meta(MetaContent)

    init(_ json: JSON) throws(SchemaMismatch) {
        if json["nodes"] != nil || json["dependencies"] != nil {
            self = .meta(try MetaContent(json))
        } else {
            self = .workable(try WorkableContent(json))
        }
    }
}

/// What a node does.
package struct WorkableContent: Sendable {
    package let type: String
    package let executorClass: String
    package let requiredPackages: String
    package let parameters: [(key: String, value: ParameterSpecification)]

    init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["job_type", "executor_class", "required_packages", "parameters"])
        type = try object.required("job_type", Strict.string(1...256))
        executorClass = try object.required("executor_class", Strict.string(0...128))
        requiredPackages = try object.required("required_packages", Strict.string)
        parameters = try object.required("parameters", Strict.map(ParameterSpecification.init))
    }
}

/// A parameter as it is written in a template.
package struct ParameterSpecification: Sendable {
    package let types: [String]
    package let help: String
    package let defaultValue: JSON?
    package let defaultType: String?
    package let isConst: Bool

    init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["types", "help", "default", "default_type", "const"])
        types = try object.required("types", Strict.array(atLeast: 1, Strict.string))
        help = try object.required("help", Strict.string)
        defaultValue = try object.optional("default", Strict.any)
        defaultType = try object.optional("default_type", Strict.string)
        isConst = try object.optional("const", Strict.flag) ?? false
        guard defaultValue != nil || !(isConst || defaultType != nil) else {
            throw SchemaMismatch("'default' is a required property where 'const' or 'default_type' is given")
        }
    }
}

/// The templates that a meta-template is made of, and how they hang together.
package struct MetaContent: Sendable {
    package struct Node: Sendable {
        let template: String
        /// Nil takes the latest.
        let version: Int64?
        let overrides: [(key: String, value: ParameterOverride)]
    }

    /// Another default for a parameter of a child.
    package struct ParameterOverride: Sendable {
        let defaultValue: JSON?
        let defaultType: String?
        let isConst: Bool?
    }

    package struct Dependency: Sendable, Hashable {
        let fromNode: String
        let fromOutput: String
        let toNode: String
        let toInput: String
    }

    let nodes: [(key: String, value: Node)]
    let dependencies: [Dependency]

    init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["nodes", "dependencies"])
        nodes = try object.required("nodes", Strict.map(Node.init))
        dependencies = try object.required("dependencies", Strict.array(Dependency.init))
        if let name = nodes.first(where: { $0.key.isEmpty || $0.key.contains(":") || $0.key.contains("'") })?.key {
            throw SchemaMismatch("nodes: '\(name)' is no name for a node; colons and quotes are not allowed in it")
        }
    }
}

extension MetaContent.Node {
    fileprivate init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["name", "version", "parameter_default_overrides"])
        template = try object.required("name", Strict.string(1...200))
        version = try object.optional("version", Strict.integer(atLeast: 1))
        overrides = try object.optional("parameter_default_overrides", Strict.map(MetaContent.ParameterOverride.init)) ?? []
    }
}

extension MetaContent.ParameterOverride {
    fileprivate init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["default", "default_type", "const"])
        defaultValue = try object.optional("default", Strict.any)
        defaultType = try object.optional("default_type", Strict.string)
        isConst = try object.optional("const", Strict.flag)
    }
}

extension MetaContent.Dependency {
    fileprivate init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["from_node", "from_output", "to_node", "to_input"])
        fromNode = try object.required("from_node", Strict.string)
        fromOutput = try object.required("from_output", Strict.string)
        toNode = try object.required("to_node", Strict.string)
        toInput = try object.required("to_input", Strict.string)
    }
}
