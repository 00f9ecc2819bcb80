import JSONSupport

/// One way in which an operation answers.
package struct Answer: Sendable {
    let status: Int
    let text: String
    let content: [(mediaType: String, schema: Schema)]
    let headers: [(name: String, text: String)]

    private init(
        _ status: Int, _ text: String, content: [(String, Schema)] = [], headers: [(name: String, text: String)] = []
    ) {
        self.status = status
        self.text = text
        self.content = content.map { (mediaType: $0.0, schema: $0.1) }
        self.headers = headers
    }

    package static func json(_ schema: Schema, _ text: String = "Done.", status: Int = 200) -> Answer {
        Answer(status, text, content: [("application/json", schema)])
    }

    /// 201 with the address of what was made in `Location`.
    package static func made(_ schema: Schema, _ text: String = "Made.") -> Answer {
        Answer(
            201, text, content: [("application/json", schema)], headers: [("Location", "The address of what was made.")]
        )
    }

    package static func empty(_ text: String = "Done.", status: Int = 204) -> Answer {
        Answer(status, text)
    }

    package static func text(_ text: String, mediaType: String = "text/plain", status: Int = 200) -> Answer {
        Answer(status, text, content: [(mediaType, .string)])
    }

    /// A file, or the part of it that `Range` asked for.
    package static func file(
        _ text: String = "The bytes.", mediaType: String = "*/*", status: Int = 200
    ) -> Answer {
        Answer(status, text, content: [(mediaType, .bytes)])
    }

    package static func events(_ text: String) -> Answer {
        Answer(200, text, content: [("text/event-stream", .string)])
    }

    /// The same with one more media type, as `Accept` chooses.
    package func or(_ mediaType: String, _ schema: Schema = .string) -> Answer {
        Answer(status, text, content: content.map { ($0.mediaType, $0.schema) } + [(mediaType, schema)], headers: headers)
    }

    var json: JSON {
        var object: JSONObject = ["description": .string(text)]
        if !content.isEmpty {
            object["content"] = .object(JSONObject(content.map { ($0.mediaType, ["schema": $0.schema.json]) }))
        }
        if !headers.isEmpty {
            object["headers"] = .object(JSONObject(headers.map { header in
                (header.name, ["description": .string(header.text), "schema": Schema.string.json])
            }))
        }
        return .object(object)
    }
}
