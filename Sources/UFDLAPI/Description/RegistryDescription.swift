import HTTPSupport
import JSONSupport
import JobEngine

extension UFDLAPI {
    static func describeNodes(in api: inout APIDescription) {
        define(.nodes, in: &api)
        let root = "/v1/nodes"
        let change = "by staff or the node itself"
        api.begin("nodes", "The machines that run jobs.")
        api.on("\(root)/list", [.post: .list("nodes", of: .row(.nodes))])
        api.on("\(root)/create", [.post: creation(.nodes)])
        api.on("\(root)/ping", [.get: Operation(
            "Tells that a node is there.", parameters: [.nodeID], answers: [.empty("Noted.", status: 200)]
        )])
        api.on("\(root)/{pk:int}", rowOperations(.nodes, condition: change, parameters: [.nodeID]))
    }

    /// All of them work alike.
    static func describeRegistries(in api: inout APIDescription) {
        for (path, registry) in collections {
            let noun = registry.shape.noun
            let root = "/v1/\(path)"
            define(registry, in: &api)
            api.begin(path, "The rows that others refer to as \(noun).")
            api.on("\(root)/list", [.post: .list("each \(noun)", of: .row(registry))])
            api.on("\(root)/create", [.post: creation(registry)])
            api.on("\(root)/{pk:int}", rowOperations(registry))
            if registry == .valueTypes { api.on(root, [.post: creation(registry)]) }
            guard registry.shape.isSoftDeleted else { continue }
            api.on("\(root)/{pk:int}/reinstate", [.delete: Operation(
                "Shows a deleted \(noun) again.", answers: [.json(.row(registry))]
            )])
        }
    }

    static func describeTypes(in api: inout APIDescription) {
        api.begin("types", "Questions about the types of values.")
        for path in ["get-all-values", "get-all-values/{type:rest}"] {
            api.on("/v1/job-types/\(path)", [.get: Operation(
                "Lists every stored value of a type.", answers: [.json(.array(of: .anyObject), "Rows of one kind.")]
            )])
        }
        api.on("/v1/hardware/get-hardware-generation/{compute}", [.get: Operation(
            "Finds the hardware generation of a compute capability.", answers: [.json(.row(.hardware))]
        )])
    }

    private static func define(_ registry: Registry, in api: inout APIDescription) {
        let shape = registry.shape
        var fields: Fields = ["pk": .id]
        for column in shape.columns { fields = fields + [column.name: .shown(column, of: registry)] }
        if shape.isSoftDeleted {
            fields = fields + ["creator": .id.orNull, "creation_time": .timestamp, "deletion_time": .timestamp.orNull]
        }
        api.define(shape.model, .object(fields))
    }

    private static func creation(_ registry: Registry) -> Operation {
        Operation(
            "Adds a \(registry.shape.noun).", body: .json(.openObject(registry.sentFields)),
            answers: [.json(.row(registry), "Added.", status: 201)]
        )
    }

    private static func rowOperations(
        _ registry: Registry, condition: String? = nil, parameters: [Parameter] = []
    ) -> KeyValuePairs<Verb, Operation> {
        let noun = registry.shape.noun
        let details = condition.map { "Done \($0)." }
        let row = [Answer.json(.row(registry))]
        return [
            .get: Operation("Shows a \(noun).", answers: row),
            .put: Operation(
                "Changes a \(noun).", details: details, parameters: parameters,
                body: .json(.openObject(registry.sentFields)), answers: row
            ),
            .patch: Operation(
                "Changes some fields of a \(noun).", details: details, parameters: parameters,
                body: .json(.openObject(registry.sentFields.optional)), answers: row
            ),
            .delete: Operation("Deletes a \(noun).", details: details, parameters: parameters, answers: [.empty()]),
        ]
    }
}

extension Registry {
    /// What a request may set.
    fileprivate var sentFields: Fields {
        Fields(shape.columns.filter { !$0.isReadOnly }.map { column in
            (column.isOptional ? "\(column.name)?" : column.name, column.isNullable ? column.kind.sent.orNull : column.kind.sent)
        })
    }
}

extension RegistryColumn.Kind {
    fileprivate var sent: Schema {
        switch self {
        case .text(let maximum, let mayBeBlank): .string(maximum: maximum, minimum: mayBeBlank ? 0 : 1)
        case .index: .integer(0...2_147_483_647)
        case .integer: .integer
        case .real: .number
        case .flag: .boolean
        case .texts: .array(of: .string)
        case .json: .any
        case .time: .timestamp
        case .job: .id
        case .reference: .either(.id, .string).described("The key, or what the answer shows instead of it.")
        }
    }
}

extension Schema {
    static func row(_ registry: Registry) -> Schema {
        .named(registry.shape.model)
    }

    /// A column as an answer has it.
    static func shown(_ column: RegistryColumn, of registry: Registry) -> Schema {
        let schema = switch column.kind {
        case .text, .texts, .index, .integer, .real, .flag, .json, .time, .job: column.kind.shown
        case .reference(let target): Schema.reference(to: target, ReferenceForm(of: target, in: registry))
        }
        return column.isNullable || column.isReadOnly ? schema.orNull : schema
    }

    private static func reference(to registry: Registry, _ form: ReferenceForm) -> Schema {
        switch form {
        case .key: .id
        case .row: .row(registry)
        case .text: .string
        }
    }
}

extension RegistryColumn.Kind {
    /// Without the limits that hold for what is sent only.
    fileprivate var shown: Schema {
        if case .text = self { .string } else { sent }
    }
}
