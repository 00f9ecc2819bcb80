import JSONSupport
import JobModel
import Storage
import ValueTypes

/// A meta-job and its children (ufdl.md §9): each child is an ordinary job; the meta-job hears what happens to them.
extension UnitOfWork {
    /// Lets the family of a job know what happened to it.
    func passOn(_ transition: JobTransition, of job: JobRow, error: String?) throws {
        if job.ufdlKind == .meta, transition == .cancel {
            for var child in try connection.children(of: job.id) { try apply(.cancel, to: &child) }
        }
        guard let parentID = job.parentID, var parent = try connection.job(parentID) else { return }
        let origin = try Origin(job: job, connection)
        switch transition {
        case .start:
            try apply(.follow(.started), to: &parent, data: origin.data)
        case .progress:
            try passProgress(to: &parent, origin)
        case .finish:
            try passProgress(to: &parent, origin)
            try passOutputs(of: job, named: origin.name, to: parent)
            try createReadyChildren(of: parent)
            try finishIfComplete(parentID, origin)
        case .error:
            let text = "Error in child job '\(origin.name)':\n\(error ?? "")"
            try apply(.follow(.failed(try childFault(text))), to: &parent, data: origin.data)
        case .reset, .abort:
            let hasOther = try connection.children(of: parentID).contains { $0.id != job.id && $0.state.phase == .failed }
            if !hasOther { try apply(.follow(.recovered), to: &parent, data: origin.data) }
        case .submit, .acquire, .release, .cancel:
            break
        }
    }

    /// Tries the failed children of a meta-job once more.
    /// - Throws: `TransitionRefusal` for a meta-job that has not failed.
    func recoverChildren(of job: JobRow) throws {
        guard job.state.phase == .failed else { throw TransitionRefusal.wrongPhase(job.state.phase) }
        for var child in try connection.children(of: job.id) where child.state.phase == .failed {
            if child.ufdlKind == .meta {
                try recoverChildren(of: child)
            } else {
                try apply(.requeue(additionalAttempts: 1, priority: nil), to: &child)
            }
        }
        guard var current = try connection.job(job.id), current.state.phase == .failed else { return }
        // No child had failed: one could not be made.
        try apply(.follow(.recovered), to: &current)
        try createReadyChildren(of: current)
    }

    /// Makes the children of which everything is there by now and that are not made yet.
    func createReadyChildren(of parent: JobRow) throws {
        guard parent.state.phase.isBeforeStart || parent.state.phase == .running else { return }
        let family = try Family(of: parent, connection)
        for child in family.template.children where family.job(named: child.name) == nil {
            do {
                guard let inputs = try family.inputs(of: child, connection) else { continue }
                try create(child, of: parent, inputs: inputs, family)
            } catch let error as EngineError {
                var parent = parent
                let text = "Error creating child job '\(child.name)':\n\(error.message)"
                try apply(.follow(.failed(try childFault(text))), to: &parent)
                return
            }
        }
    }

    private func create(_ child: ChildTemplate, of parent: JobRow, inputs: JSONObject, _ family: Family) throws {
        let fullName = family.path + [child.name]
        let overrides = family.overrides?[fullName.joined(separator: ":")]
        let description = "child job '\(child.name)' of meta-job \(family.template.row.name) v\(family.template.row.version)"
        let job = try insertJob(
            of: child.template, values: CheckedValues(inputs: inputs, parameters: family.parameters(of: child)),
            description: description, creator: parent.creatorID, parent: parent.id, childName: child.name,
            actions: try overrides.map(NotificationActions.init), childActions: nil
        )
        if child.template.row.isMeta { try createReadyChildren(of: job) }
    }

    private func passProgress(to parent: inout JobRow, _ origin: Origin) throws {
        guard parent.state.phase == .running else { return }
        let total = try connection.integer(
            "SELECT COUNT(*) FROM template_nodes WHERE definition_id = $1", [.integer(parent.definitionID)]
        ) ?? 0
        let sum = try connection.first(
            "SELECT COALESCE(SUM(progress), 0) FROM jobs WHERE parent_id = $1", [.integer(parent.id)]
        ) { $0.real(0) } ?? 0
        try apply(.follow(.advanced(sum / Double(max(1, total)))), to: &parent, data: origin.data)
    }

    /// The same bytes under the name `child:output`.
    private func passOutputs(of job: JobRow, named name: String, to parent: JobRow) throws {
        for output in try connection.outputs(where: "o.job_id = $1 AND o.deleted IS NULL", [.integer(job.id)]) {
            let passed = "\(name):\(output.name)"
            if let known = try connection.output(ofJob: parent.id, name: passed, type: output.type), known.deleted == nil {
                continue
            }
            _ = try insertOutput(
                ofJob: parent.id, name: passed, type: output.type, file: output.fileID, creator: output.creatorID
            )
        }
    }

    private func finishIfComplete(_ id: Int64, _ origin: Origin) throws {
        guard var parent = try connection.job(id), parent.state.phase == .running else { return }
        let total = try connection.integer(
            "SELECT COUNT(*) FROM template_nodes WHERE definition_id = $1", [.integer(parent.definitionID)]
        ) ?? 0
        let children = try connection.children(of: id)
        guard children.count == Int(total), children.allSatisfy({ $0.state.phase == .completed }) else { return }
        try connection.storeOutput(connection.outputText(ofJob: id), ofJob: id)
        try apply(.follow(.finished), to: &parent, data: origin.data)
    }

    private func childFault(_ text: String) throws -> JobFault {
        JobFault(errorID: try connection.builtinError(BuiltinError.unmappedExitCode).id, message: text)
    }
}

/// Which child something came from.
private struct Origin {
    let name: String
    /// What watchers of the meta-job are told (ufdl.md §9).
    let data: String

    init(job: JobRow, _ connection: any SQLConnection) throws {
        name = try connection.first("SELECT child_name FROM ufdl_jobs WHERE job_id = $1", [.integer(job.id)]) {
            $0.text(0)
        } ?? ""
        data = JSON.object(["triggered_by": .string(name), "progress": .double(job.state.progress)]).compactText
    }
}

/// A meta-job with the children that it has already.
private struct Family {
    let template: LoadedTemplate
    /// The names from the top meta-job down to this one, without the top.
    let path: [String]
    /// The notifications that the top meta-job asks for its descendants.
    let overrides: JSONObject?
    private let inputs: JSONObject
    private let parameters: JSONObject?
    private let children: [String: JobRow]

    init(of job: JobRow, _ connection: any SQLConnection) throws {
        let vocabulary = try TypeVocabulary(on: connection)
        template = try TemplateLoader(connection: connection, vocabulary: vocabulary).load(job.definitionID)
        let own = try connection.childRecord(of: job.id)
        inputs = try JSON.parse(own.inputs).objectValue ?? JSONObject()
        parameters = try own.parameters.flatMap { try JSON.parse($0).objectValue }
        var names: [String] = []
        var record = own
        var current = job
        while let parent = current.parentID, let above = try connection.job(parent) {
            names.insert(record.name, at: 0)
            record = try connection.childRecord(of: parent)
            current = above
        }
        path = names
        overrides = try record.actions.flatMap { try JSON.parse($0).objectValue }
        let known = try connection.children(of: job.id).map { child in
            (try connection.childRecord(of: child.id).name, child)
        }
        children = Dictionary(known, uniquingKeysWith: { first, _ in first })
    }

    func job(named name: String) -> JobRow? {
        children[name]
    }

    /// The values for a child: those of the whole that are meant for it, and references to what others have made.
    /// - Returns: nil while something is not there yet.
    func inputs(of child: ChildTemplate, _ connection: any SQLConnection) throws -> JSONObject? {
        var values = JSONObject()
        for (name, value) in inputs where name.hasPrefix(child.name + ":") {
            values[String(name.dropFirst(child.name.count + 1))] = value
        }
        for dependency in template.dependencies where dependency.toNode == child.name {
            guard let source = children[dependency.fromNode], source.state.phase == .completed else { return nil }
            let outputs = try connection.outputs(
                where: "o.job_id = $1 AND o.name = $2 AND o.deleted IS NULL",
                [.integer(source.id), .text(dependency.fromOutput)]
            )
            guard let output = outputs.last else {
                throw EngineError(
                    .conflict, "'\(dependency.fromNode)' finished without the output '\(dependency.fromOutput)'"
                )
            }
            values[dependency.toInput] = ["value": .int(output.id), "type": .string("JobOutput<\(output.type)>")]
        }
        return values
    }

    /// The parameters for a child: those of the whole that are meant for it, else what the whole makes of its defaults.
    func parameters(of child: ChildTemplate) -> JSONObject {
        var values = JSONObject()
        for (name, parameter) in child.parameters {
            if let value = parameters?["\(child.name):\(name)"] {
                values[name] = value
            } else if let preset = parameter.preset {
                values[name] = CheckedValues.stored(preset.value, preset.type)
            }
        }
        return values
    }
}

extension SQLConnection {
    /// The children of a meta-job, in the order in which they were made.
    func children(of job: Int64) throws -> [JobRow] {
        try all("SELECT \(JobRow.columns) FROM jobs WHERE parent_id = $1 ORDER BY id", [.integer(job)]) { try JobRow($0) }
    }

    fileprivate func childRecord(
        of job: Int64
    ) throws -> (name: String, inputs: String, parameters: String?, actions: String?) {
        let record = try first(
            "SELECT child_name, input_values, parameter_values, child_actions FROM ufdl_jobs WHERE job_id = $1",
            [.integer(job)]
        ) { ($0.text(0), $0.text(1), $0.optionalText(2), $0.optionalText(3)) }
        return record ?? ("", "{}", nil, nil)
    }
}
