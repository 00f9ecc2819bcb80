import JSONSupport
import JobModel
import Storage

extension UnitOfWork {
    /// Does what a job asks for at a transition. Mail goes to an outbox in the same transaction, so that it is sent once
    /// the transition is durable, and a mail server that is away cannot hold the job up.
    func notify(_ transition: JobTransition, of job: JobRow, error: String?, data: String?) throws {
        let stored = try connection.first("SELECT actions FROM ufdl_jobs WHERE job_id = $1", [.integer(job.id)]) {
            $0.optionalText(0)
        } ?? nil
        let actions = try stored.map(NotificationActions.init(stored:))?.actions ?? NotificationActions.standard
        let entries = actions[transition] ?? []
        guard !entries.isEmpty else { return }
        let facts = JobFacts(job: job, transition: transition, error: error, data: data)
        for entry in entries where job.parentID == nil || !entry.isSuppressedForParent {
            switch entry.action {
            case .print(let message): announce(facts.fill(message))
            case .mail(let template): if sendsMail { try post(template, about: job, facts) }
            case .webSocket: break
            }
        }
    }

    private func post(_ template: MailTemplate, about job: JobRow, _ facts: JobFacts) throws {
        var recipients = template.to ?? []
        if template.to == nil, let creator = job.creatorID {
            let address = try connection.first("SELECT email FROM users WHERE id = $1", [.integer(creator)]) { $0.text(0) }
            recipients = [address].compactMap { $0 }.filter { !$0.isEmpty }
        }
        guard !(recipients + template.cc + template.bcc).isEmpty else { return }
        let message: JSON = [
            "to": .array(recipients.map { .string($0) }), "cc": .array(template.cc.map { .string($0) }),
            "bcc": .array(template.bcc.map { .string($0) }),
            "subject": .string(facts.fill(template.subject).replacing("\n", with: " ")),
            "body": .string(facts.fill(template.body)),
        ]
        try connection.execute(
            "INSERT INTO mail_outbox (message, next_attempt, created) VALUES ($1, $2, $2)",
            [.text(message.compactText), .time(now)]
        )
        raise(.mail)
    }
}

/// What notifications may say of a job, as it is after the transition (ufdl.md §10).
struct JobFacts {
    private let facts: [(name: String, text: String)]

    init(job: JobRow, transition: JobTransition, error: String?, data: String?) {
        var facts = [
            ("transition", transition.name), ("description", job.description ?? ""), ("pk", String(job.id)),
            ("progress", JSON.double(job.state.progress).compactText),
            ("cancelled", job.state.phase == .canceled ? "True" : "False"), ("transition_data", data ?? "{}"),
        ]
        if let node = job.state.node { facts.append(("node", String(node))) }
        if let error { facts.append(("error", error)) }
        self.facts = facts
    }

    /// The text with every `{name}` that is known replaced. A name that is not stays as it is: a message must not fail a
    /// transition.
    func fill(_ text: String) -> String {
        var filled = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            let fact = facts.first { rest.hasPrefix("{\($0.name)}") }
            filled += fact?.text ?? "{"
            rest = rest.dropFirst(fact.map { $0.name.count + 2 } ?? 1)
        }
        return filled + rest
    }
}
