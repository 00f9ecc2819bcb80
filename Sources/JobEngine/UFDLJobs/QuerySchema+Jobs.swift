import JobModel

/// The fields by which UFDL's lists of jobs, templates and outputs may be filtered and sorted (ufdl.md §3).
extension QuerySchema {
    private static let username = "(SELECT username FROM users WHERE users.id = %)"

    private static func username(of column: String) -> QueryField {
        QueryField(.text, username.replacing("%", with: column))
    }

    static let ufdlJobs = QuerySchema(
        [
            "id": QueryField(.integer, "jobs.id"),
            "template": QueryField(.integer, "jobs.definition_id"),
            "template.id": QueryField(.integer, "jobs.definition_id"),
            "template.name": QueryField(.text, "d.name"),
            "template.version": QueryField(.integer, "COALESCE(t.version, d.revision_num)"),
            "template.description": QueryField(.text, "d.description"),
            "template.scope": QueryField(.text, "t.scope"),
            "template.type": QueryField(.text, "t.type"),
            "template.executor_class": QueryField(.text, "t.executor_class"),
            "template.domain": QueryField(.integer, "t.domain_id"),
            "template.domain.name": QueryField(.text, "(SELECT name FROM domains WHERE domains.id = t.domain_id)"),
            "template.domain.description": QueryField(
                .text, "(SELECT description FROM domains WHERE domains.id = t.domain_id)"
            ),
            "template.licence": QueryField(.integer, "t.licence_id"),
            "template.workabletemplate": QueryField(.presence, "(CASE WHEN t.is_meta = 0 THEN 1 END)"),
            "template.metatemplate": QueryField(.presence, "(CASE WHEN t.is_meta = 1 THEN 1 END)"),
            "parent": QueryField(.integer, "jobs.parent_id"),
            "start_time": QueryField(
                .time, "jobs.started", phasesWhenNull: [.pending, .blocked, .queued, .canceled, .running]
            ),
            "end_time": QueryField(.time, "(CASE WHEN jobs.phase <> 6 THEN jobs.ended END)"),
            "error_reason": QueryField(
                .text,
                """
                (CASE WHEN jobs.phase = 6 THEN 'Cancelled' WHEN jobs.phase = 5 THEN COALESCE(jobs.error_message, \
                (SELECT title FROM errors WHERE errors.id = jobs.error_id), '') END)
                """,
                phasesWhenNull: [.pending, .blocked, .queued, .running, .completed]
            ),
            "input_values": QueryField(.text, "COALESCE(u.input_values, jobs.input)"),
            "parameter_values": QueryField(.text, "u.parameter_values"),
            "node": QueryField(.integer, "jobs.node_id"),
            "node.id": QueryField(.integer, "jobs.node_id"),
            "description": QueryField(.text, "COALESCE(jobs.description, '')"),
            "progress_amount": QueryField(.real, "jobs.progress"),
            "creator": QueryField(.integer, "jobs.creator_id"),
            "creator.id": QueryField(.integer, "jobs.creator_id"),
            "creator.username": username(of: "jobs.creator_id"),
            "creation_time": QueryField(.time, "jobs.created"),
            "deletion_time": QueryField(.time, "jobs.deleted"),
            "outputs": outputField("id", .integer),
            "outputs.id": outputField("id", .integer),
            "outputs.name": outputField("name", .text),
            "outputs.type": outputField("type", .text),
        ],
        aliases: [
            ("pk", "id"), ("template.pk", "template.id"), ("node.pk", "node.id"), ("creator.pk", "creator.id"),
            ("outputs.pk", "outputs.id"),
        ]
    )

    private static func outputField(_ column: String, _ kind: QueryField.Kind) -> QueryField {
        QueryField(
            kind, "o.\(column)",
            many: ("EXISTS (SELECT 1 FROM job_outputs o WHERE o.job_id = jobs.id AND o.deleted IS NULL AND ", ")")
        )
    }

    static let templates = QuerySchema(
        [
            "id": QueryField(.integer, "t.definition_id"),
            "name": QueryField(.text, "t.name"),
            "version": QueryField(.integer, "t.version"),
            "description": QueryField(.text, "t.description"),
            "scope": QueryField(.text, "t.scope"),
            "domain": QueryField(.integer, "t.domain_id"),
            "domain.name": QueryField(.text, "(SELECT name FROM domains WHERE domains.id = t.domain_id)"),
            "domain.description": QueryField(.text, "(SELECT description FROM domains WHERE domains.id = t.domain_id)"),
            "licence": QueryField(.integer, "t.licence_id"),
            "licence.name": QueryField(.text, "(SELECT name FROM licences WHERE licences.id = t.licence_id)"),
            "creator": QueryField(.integer, "t.creator_id"),
            "creator.username": username(of: "t.creator_id"),
            "creation_time": QueryField(.time, "t.created"),
            "deletion_time": QueryField(.time, "t.deleted"),
            "workabletemplate": QueryField(.presence, "(CASE WHEN t.is_meta = 0 THEN 1 END)"),
            "workabletemplate.type": QueryField(.text, "t.type"),
            "workabletemplate.executor_class": QueryField(.text, "t.executor_class"),
            "metatemplate": QueryField(.presence, "(CASE WHEN t.is_meta = 1 THEN 1 END)"),
            "type": QueryField(.text, "t.type"),
            "executor_class": QueryField(.text, "t.executor_class"),
            "required_packages": QueryField(.text, "t.required_packages"),
        ],
        aliases: [("pk", "id")]
    )

    static let users = QuerySchema(
        [
            "id": QueryField(.integer, "users.id"),
            "username": QueryField(.text, "users.username"),
            "email": QueryField(.text, "users.email"),
            "first_name": QueryField(.text, "users.first_name"),
            "last_name": QueryField(.text, "users.last_name"),
            "is_staff": QueryField(.flag, "users.is_staff"),
            "is_superuser": QueryField(.flag, "users.is_staff"),
            "is_active": QueryField(.flag, "users.is_active"),
            "last_login": QueryField(.time, "users.last_login"),
            "date_joined": QueryField(.time, "users.created"),
        ],
        aliases: [("pk", "id")]
    )

    static let jobOutputs = QuerySchema(
        [
            "id": QueryField(.integer, "o.id"),
            "job": QueryField(.integer, "o.job_id"),
            "name": QueryField(.text, "o.name"),
            "type": QueryField(.text, "o.type"),
            "creator": QueryField(.integer, "o.creator_id"),
            "creator.username": username(of: "o.creator_id"),
            "creation_time": QueryField(.time, "o.created"),
            "deletion_time": QueryField(.time, "o.deleted"),
        ],
        aliases: [("pk", "id"), ("job.pk", "job"), ("job.id", "job")]
    )
}
