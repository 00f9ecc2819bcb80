import HTTPSupport
import JSONSupport
import JobEngine

extension Response {
    static func templates(_ templates: [TemplateRow]) throws -> Response {
        try .json(capacity: 1_024 * templates.count + 16) { writer in
            writer.beginArray()
            for template in templates { try writer.template(template) }
            writer.endArray()
        }
    }
}

extension JSONWriter {
    /// - Throws: when what was imported cannot be read again.
    mutating func template(_ template: TemplateRow) throws {
        beginObject()
        field("pk", template.id)
        field("name", template.name)
        field("version", template.version)
        field("description", template.description)
        field("scope", template.scope)
        field("domain", template.domain)
        field("licence", template.licenceID)
        field("creator", template.creatorID)
        field("creation_time", template.created)
        field("deletion_time", template.deleted)
        if case .workable(let content) = try template.content() {
            field("type", content.type)
            field("executor_class", content.executorClass)
            field("required_packages", content.requiredPackages)
            key("parameters")
            beginObject()
            for (name, parameter) in content.parameters {
                key(name)
                self.parameter(parameter)
            }
            endObject()
        }
        endObject()
    }

    private mutating func parameter(_ parameter: ParameterSpecification) {
        beginObject()
        key("types")
        beginArray()
        for type in parameter.types { value(type) }
        endArray()
        field("help", parameter.help)
        if let preset = parameter.defaultValue {
            key("default")
            preset.write(to: &self)
            field("default_type", parameter.defaultType ?? parameter.types.first)
            field("const", parameter.isConst)
        }
        endObject()
    }

    /// The template as it can be imported again.
    mutating func exportedTemplate(_ template: TemplateRow) {
        beginObject()
        field("name", template.name)
        field("version", template.version)
        field("description", template.description)
        field("scope", template.scope)
        field("licence", template.licence)
        if let domain = template.domain { field("domain", domain) }
        fieldRaw("specific", template.specific)
        endObject()
    }
}
