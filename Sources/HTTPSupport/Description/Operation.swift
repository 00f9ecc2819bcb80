import JSONSupport

/// What a client has to know of one method of a path, but for what the route table knows already: who may use it, and the
/// parameters of the path.
package struct Operation: Sendable {
    /// What a request carries.
    package struct Body: Sendable {
        let mediaType: String
        let schema: Schema
        let isRequired: Bool

        package static func json(_ schema: Schema, isRequired: Bool = true) -> Body {
            Body(mediaType: "application/json", schema: schema, isRequired: isRequired)
        }

        /// Bytes as they are, such as a file.
        package static let bytes = Body(mediaType: "application/octet-stream", schema: .bytes, isRequired: true)
    }

    let summary: String
    let details: String?
    let parameters: [Parameter]
    let body: Body?
    let answers: [Answer]

    /// - Parameters:
    ///   - summary: what it does, in a sentence.
    ///   - details: what else a client should know.
    ///   - answers: those of success; refusals are the dialect's.
    package init(
        _ summary: String, details: String? = nil, parameters: [Parameter] = [], body: Body? = nil, answers: [Answer]
    ) {
        self.summary = summary
        self.details = details
        self.parameters = parameters
        self.body = body
        self.answers = answers
    }
}

extension Operation.Body {
    var json: JSON {
        var object: JSONObject = ["content": .object([mediaType: ["schema": schema.json]])]
        if isRequired { object["required"] = true }
        return .object(object)
    }
}
