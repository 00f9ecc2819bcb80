import HTTPSupport
import JSONSupport
import JobEngine

extension NativeAPI {
    func addTemplateRoutes(to table: inout RouteTable) {
        table.on("/api/templates/{id:int}/form", slash: .optional, [.get: form])
    }

    private func form(_ call: Call) async throws -> Response {
        let form = try await engine.form(ofTemplate: call.pathID("id"))
        return .json(capacity: 4_096) { writer in
            writer.beginObject()
            writer.field("id", form.template.id)
            writer.field("name", form.template.name)
            writer.field("version", form.template.version)
            writer.field("description", form.template.description)
            writer.field("type", form.template.type)
            writer.fields("inputs", form.inputs)
            writer.fields("parameters", form.parameters)
            writer.endObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func fields(_ name: String, _ fields: [TemplateForm.Field]) {
        key(name)
        beginArray()
        for field in fields { self.field(field) }
        endArray()
    }

    private mutating func field(_ field: TemplateForm.Field) {
        beginObject()
        self.field("name", field.name)
        self.field("help", field.help)
        key("types")
        beginArray()
        for type in field.types { self.type(type) }
        endArray()
        if let preset = field.preset {
            key("default")
            beginObject()
            key("value")
            preset.value.write(to: &self)
            self.field("type", preset.type)
            self.field("const", preset.isConst)
            endObject()
        } else {
            fieldRaw("default", "null")
        }
        endObject()
    }

    private mutating func type(_ type: TemplateForm.FieldType) {
        beginObject()
        field("type", type.text)
        field("is_abstract", type.isAbstract)
        field("kind", type.kind)
        if let value = type.onlyValue {
            key("value")
            value.write(to: &self)
        }
        if let choices = type.choices {
            key("choices")
            beginArray()
            for choice in choices {
                beginObject()
                key("value")
                choice.value.write(to: &self)
                field("label", choice.label)
                endObject()
            }
            endArray()
            field("has_more_choices", type.hasMoreChoices)
        }
        endObject()
    }
}
