import HTTPSupport
import JSONSupport
import JobEngine

/// What clients ask before they make a job (ufdl.md §6).
extension UFDLAPI {
    func addTemplateQuestionRoutes(to table: inout RouteTable) {
        let root = "/v1/job-templates"
        table.on("\(root)/get-all-matching-templates", slash: .optional, access: .read, [.get: handling(matching)])
        table.on("\(root)/get-all-matching-templates/{contract:rest}", access: .read, [.get: handling(matching)])
        table.on("\(root)/{pk:int}/get-all-parameters", slash: .forbidden, access: .read, [.get: handling(parameters)])
        table.on("\(root)/{pk:int}/get-types", slash: .forbidden, access: .read, [.get: handling { call, _ in
            .texts(try await engine.types(ofTemplate: call.key(of: "JobTemplate")))
        }])
        table.on("\(root)/{pk:int}/get-outputs", slash: .optional, access: .read, [.get: handling { call, _ in
            .texts(try await engine.outputs(ofTemplate: call.key(of: "JobTemplate")))
        }])
    }

    private func matching(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let inputs = call.query.pairs.filter { $0.name != "format" }.map { (name: $0.name, type: $0.value) }
        return try .templates(await engine.templates(matching: call.path("contract"), inputs: inputs))
    }

    private func parameters(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let parameters = try await engine.parameters(ofTemplate: call.key(of: "JobTemplate"))
        return .json(capacity: 4_096) { writer in
            writer.beginObject()
            for (name, parameter) in parameters {
                writer.key(name)
                writer.parameter(parameter)
            }
            writer.endObject()
        }
    }
}

extension Response {
    fileprivate static func texts(_ texts: [(name: String, type: String)]) -> Response {
        .json { writer in
            writer.beginObject()
            for text in texts {
                writer.key(text.name)
                writer.value(text.type)
            }
            writer.endObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func parameter(_ parameter: DescribedParameter) {
        beginObject()
        key("types")
        beginObject()
        for (text, schema) in parameter.types {
            key(text)
            schema.write(to: &self)
        }
        endObject()
        field("help", parameter.help)
        if let preset = parameter.preset {
            key("default")
            beginObject()
            key("value")
            preset.value.write(to: &self)
            field("type", preset.type)
            key("schema")
            preset.schema.write(to: &self)
            field("const", preset.isConst)
            endObject()
        }
        endObject()
    }
}
