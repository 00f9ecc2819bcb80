import ValueTypes

/// How the parts of a meta-template hang together (ufdl.md §9).
struct MetaPlan {
    let children: [ChildTemplate]
    let dependencies: [MetaContent.Dependency]

    /// What nothing inside the template provides, as `child:input`.
    var inputs: [ContractExpression.Input] {
        children.flatMap { child in
            child.template.inputs
                .filter { input in !dependencies.contains { $0.toNode == child.name && $0.toInput == input.name } }
                .map { ContractExpression.Input(name: "\(child.name):\($0.name)", types: $0.types) }
        }
    }

    var outputs: [ContractExpression.Output] {
        children.flatMap { child in
            child.template.outputs.map {
                ContractExpression.Output(name: "\(child.name):\($0.name)", type: $0.type)
            }
        }
    }

    var parameters: [(key: String, value: TemplateParameter)] {
        children.flatMap { child in child.parameters.map { ("\(child.name):\($0.key)", $0.value) } }
    }

    /// - Throws: `EngineError.Code.invalid` for a dependency that leads nowhere, does not fit or goes round in a circle.
    func check() throws(EngineError) {
        guard !children.isEmpty else { throw .badTemplate("A meta-template needs at least one node") }
        var connected: Set<[String]> = []
        for dependency in dependencies {
            try check(dependency)
            guard connected.insert([dependency.toNode, dependency.toInput]).inserted else {
                throw .badTemplate("Input '\(dependency.toNode):\(dependency.toInput)' is connected more than once")
            }
        }
        try checkForCycle()
    }

    private func check(_ dependency: MetaContent.Dependency) throws(EngineError) {
        let from = try child(dependency.fromNode), to = try child(dependency.toNode)
        guard let output = from.template.outputs.first(where: { $0.name == dependency.fromOutput }) else {
            throw .badTemplate("Node '\(from.name)' has no output '\(dependency.fromOutput)'")
        }
        guard let input = to.template.inputs.first(where: { $0.name == dependency.toInput }) else {
            throw .badTemplate("Node '\(to.name)' has no input '\(dependency.toInput)'")
        }
        let given = TypeExpression.jobOutput(of: output.type)
        guard input.types.contains(where: { given.isSubtype(of: $0) }) else {
            throw .badTemplate(
                "Output '\(from.name):\(output.name)' of type \(output.type.canonicalText) does not fit the input "
                    + "'\(to.name):\(input.name)'"
            )
        }
    }

    private func child(_ name: String) throws(EngineError) -> ChildTemplate {
        guard let child = children.first(where: { $0.name == name }) else {
            throw .badTemplate("A dependency names the unknown node '\(name)'")
        }
        return child
    }

    /// Takes away, again and again, the nodes that wait for none of those left.
    private func checkForCycle() throws(EngineError) {
        var left = Set(children.map(\.name))
        while !left.isEmpty {
            let free = left.filter { name in !dependencies.contains { $0.toNode == name && left.contains($0.fromNode) } }
            guard !free.isEmpty else {
                throw .badTemplate("The nodes \(left.sorted().joined(separator: ", ")) depend on each other in a circle")
            }
            left.subtract(free)
        }
    }
}

extension TypeExpression {
    /// The type of a reference to a job's output of that type.
    static func jobOutput(of type: TypeExpression) -> TypeExpression {
        .builtin(.jobOutput, name: TypeClass.jobOutput.standardName, arguments: [type])
    }
}
