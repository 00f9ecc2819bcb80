import JSONSupport
import Storage
import ValueTypes

/// Reads the types of a template, and of those that it is made of. Says what is wrong with one that is about to be
/// imported.
struct TemplateLoader {
    /// How deep meta-templates may be made of each other.
    private static let maximumDepth = 8

    let connection: any SQLConnection
    let vocabulary: TypeVocabulary

    /// - Throws: `EngineError`: not found, or invalid where a type that it needs is gone by now.
    func load(_ id: Int64, depth: Int = 0) throws -> LoadedTemplate {
        guard depth < Self.maximumDepth else { throw EngineError.badTemplate("Meta-templates are nested too deep") }
        let row = try connection.requireTemplate(id)
        let revision = try connection.integer("SELECT revision_id FROM definitions WHERE id = $1", [.integer(id)]) ?? 0
        switch try row.content() {
        case .workable(let content):
            return try workable(row, revision, content)
        case .meta(let content):
            return try meta(row, revision, content, pinned: connection.pinnedNodes(of: id), depth: depth)
        }
    }

    func workable(_ row: TemplateRow, _ revision: Int64, _ content: WorkableContent) throws -> LoadedTemplate {
        let contract = try contract(content.type)
        return LoadedTemplate(
            row: row, revisionID: revision, contract: contract, inputs: contract.inputs, outputs: contract.outputs,
            parameters: try content.parameters.map { ($0.key, try parameter($0.key, $0.value)) }
        )
    }

    /// - Parameter pinned: which template each node is, by its name.
    func meta(
        _ row: TemplateRow, _ revision: Int64, _ content: MetaContent, pinned: [String: Int64], depth: Int = 0
    ) throws -> LoadedTemplate {
        let children = try content.nodes.map { name, node in
            guard let id = pinned[name] else { throw EngineError.badTemplate("Node '\(name)' has no template") }
            let template = try load(id, depth: depth + 1)
            return ChildTemplate(
                name: name, template: template, parameters: try overridden(template.parameters, by: node, name: name)
            )
        }
        let plan = MetaPlan(children: children, dependencies: content.dependencies)
        try plan.check()
        return LoadedTemplate(
            row: row, revisionID: revision, contract: nil, inputs: plan.inputs, outputs: plan.outputs,
            parameters: plan.parameters, children: children, dependencies: content.dependencies
        )
    }

    func contract(_ text: String) throws(EngineError) -> ContractExpression {
        do {
            return try ContractExpression.parse(text, vocabulary.contracts)
        } catch {
            throw .badTemplate(error.description)
        }
    }

    private func type(_ text: String) throws(EngineError) -> TypeExpression {
        do {
            return try TypeExpression.parse(text, vocabulary.types)
        } catch {
            throw .badTemplate(error.description)
        }
    }

    private func parameter(_ name: String, _ specification: ParameterSpecification) throws(EngineError) -> TemplateParameter {
        var types: [(text: String, type: TypeExpression)] = []
        for text in specification.types {
            let type = try type(text)
            guard type.isJSONAble else {
                throw .badTemplate("Type \(type.canonicalText) of parameter \(name) is not JSON-compatible")
            }
            types.append((text, type))
        }
        let preset = try preset(
            name, specification.defaultValue, typeText: specification.defaultType, isConst: specification.isConst, types
        )
        return TemplateParameter(types: types, help: specification.help, preset: preset)
    }

    private func preset(
        _ name: String, _ value: JSON?, typeText: String?, isConst: Bool,
        _ types: [(text: String, type: TypeExpression)]
    ) throws(EngineError) -> TemplateParameter.Default? {
        guard let value, let first = types.first else { return nil }
        let text = typeText ?? first.text
        let type = try type(text)
        guard types.contains(where: { type.isSubtype(of: $0.type) }) else {
            throw .badTemplate("Default type is not a sub-type of any valid type for parameter '\(name)'")
        }
        return TemplateParameter.Default(value: value, type: type, typeText: text, isConst: isConst)
    }

    private func overridden(
        _ parameters: [(key: String, value: TemplateParameter)], by node: MetaContent.Node, name: String
    ) throws(EngineError) -> [(key: String, value: TemplateParameter)] {
        if let unknown = node.overrides.first(where: { entry in !parameters.contains { $0.key == entry.key } })?.key {
            throw .badTemplate("Node '\(name)' has no parameter '\(unknown)'")
        }
        var changed = parameters
        for index in changed.indices {
            guard let override = node.overrides.first(where: { $0.key == changed[index].key })?.value else { continue }
            let parameter = changed[index].value
            let preset = try preset(
                changed[index].key, override.defaultValue ?? parameter.preset?.value,
                typeText: override.defaultType ?? (override.defaultValue == nil ? parameter.preset?.typeText : nil),
                isConst: override.isConst ?? parameter.preset?.isConst ?? false, parameter.types
            )
            changed[index].value = TemplateParameter(types: parameter.types, help: parameter.help, preset: preset)
        }
        return changed
    }
}

extension SQLConnection {
    /// Which template each node of a meta-template is.
    func pinnedNodes(of template: Int64) throws -> [String: Int64] {
        let rows = try all(
            "SELECT node, template_id FROM template_nodes WHERE definition_id = $1", [.integer(template)]
        ) { ($0.text(0), $0.int(1)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
}
