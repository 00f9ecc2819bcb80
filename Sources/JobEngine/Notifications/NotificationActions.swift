import JSONSupport

/// What is to be done at each transition of a job (ufdl.md §10).
package struct NotificationActions: Sendable {
    /// One thing to do.
    enum Action: Sendable, Hashable {
        case print(message: String)
        case mail(MailTemplate)
        /// Tells those who watch the job.
        case webSocket
    }

    struct Entry: Sendable, Hashable {
        let action: Action
        /// Whether nothing is done where the job is a part of a meta-job.
        let isSuppressedForParent: Bool
    }

    let actions: [JobTransition: [Entry]]
    /// As it is stored.
    let text: String

    package init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["actions", "keep_default"])
        let byName = try object.required("actions", Strict.map(Strict.array(Entry.init)))
        let keepsDefault = try object.optional("keep_default", Strict.flag) ?? false
        var actions: [JobTransition: [Entry]] = keepsDefault ? Self.standard : [:]
        for (name, entries) in byName {
            guard let transition = JobTransition.announced.first(where: { "on_\($0.name)" == name }) else {
                throw SchemaMismatch("Additional properties are not allowed ('\(name)' was unexpected)")
            }
            // The same thing twice is done once.
            for entry in entries where actions[transition]?.contains(entry) != true {
                actions[transition, default: []].append(entry)
            }
        }
        self.actions = actions
        text = json.compactText
    }

    /// What was stored with a job.
    init(stored text: String) throws {
        try self.init(JSON.parse(text))
    }

    /// What is done for a job that asks for nothing of its own.
    static let standard: [JobTransition: [Entry]] = [
        .start: [
            Entry(action: .print(message: "Job #{pk} started"), isSuppressedForParent: true),
            Entry(action: .mail(MailTemplate.started), isSuppressedForParent: true),
        ],
        .finish: [Entry(action: .print(message: "Job #{pk} finished"), isSuppressedForParent: true)],
        .error: [Entry(action: .print(message: "Job #{pk} finished with error:\n{error}"), isSuppressedForParent: true)],
    ]

    /// The transitions that watchers are told of; nil where the job names none, which means all.
    package var watched: Set<JobTransition>? {
        let named = actions.filter { $0.value.contains { $0.action == .webSocket } }.keys
        return named.isEmpty ? nil : Set(named)
    }
}

/// A message with places for what is known of the job.
struct MailTemplate: Sendable, Hashable {
    let subject: String
    let body: String
    /// Nil means the creator of the job.
    let to: [String]?
    let cc: [String]
    let bcc: [String]

    static let started = MailTemplate(
        subject: "Job #{pk} started",
        body: """
            Job #{pk} has now been started by node #{node}

            Job description:
            {description}

            Congrats! You received an email from the UFDL server!

            """,
        to: nil, cc: [], bcc: []
    )
}

extension NotificationActions.Entry {
    fileprivate init(_ json: JSON) throws(SchemaMismatch) {
        if json["message"] != nil {
            let object = try StrictObject(json, known: ["message", "suppress_for_parent"])
            action = .print(message: try object.required("message", Strict.string))
        } else if json["subject"] != nil || json["body"] != nil {
            action = .mail(try MailTemplate(json))
        } else {
            _ = try StrictObject(json, known: ["suppress_for_parent"])
            action = .webSocket
        }
        let object = try StrictObject(json, known: nil)
        isSuppressedForParent = try object.optional("suppress_for_parent", Strict.flag) ?? true
    }
}

extension MailTemplate {
    fileprivate init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["subject", "body", "to", "cc", "bcc", "suppress_for_parent"])
        subject = try object.required("subject", Strict.string)
        body = try object.required("body", Strict.string)
        to = try object.optional("to", Self.addresses)
        cc = try object.optional("cc", Self.addresses) ?? []
        bcc = try object.optional("bcc", Self.addresses) ?? []
        guard !subject.contains("{transition_data") else {
            throw SchemaMismatch("subject: transition_data cannot be part of a subject")
        }
    }

    private static func addresses(_ json: JSON) throws(SchemaMismatch) -> [String] {
        let addresses = try Strict.array(atLeast: 1, Strict.string)(json)
        guard Set(addresses).count == addresses.count else {
            throw SchemaMismatch("\(json.compactText) has non-unique elements")
        }
        return addresses
    }
}
