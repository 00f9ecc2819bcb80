extension RegistryShape {
    static let dockerImages = RegistryShape(
        noun: "docker image", model: "DockerImage", table: "docker_images",
        columns: [
            RegistryColumn("name", .text(maximum: 64)), RegistryColumn("version", .text(maximum: 32)),
            RegistryColumn("url", .text(maximum: 200)),
            RegistryColumn("registry_url", .text(maximum: 200, mayBeBlank: true), isOptional: true),
            RegistryColumn("registry_username", .text(maximum: 64, mayBeBlank: true), isOptional: true),
            RegistryColumn("registry_password", .text(maximum: 64, mayBeBlank: true), isOptional: true),
            RegistryColumn("cuda_version", sql: "cuda_version_id", .reference(.cuda), isNullable: true),
            RegistryColumn("framework", sql: "framework_id", .reference(.frameworks)),
            RegistryColumn("domain", sql: "domain_id", .reference(.domains)),
            RegistryColumn("tasks", .texts, isOptional: true),
            RegistryColumn(
                "min_hardware_generation", sql: "min_hardware_generation_id", .reference(.hardware), isNullable: true
            ),
            RegistryColumn("cpu", .flag, isOptional: true),
            RegistryColumn("licence", sql: "licence_id", .reference(.licences)),
        ],
        unique: [["name", "version"]]
    )

    static let teams = RegistryShape(
        noun: "team", model: "Team", table: "teams",
        columns: [RegistryColumn("name", .text(maximum: 64))],
        unique: [["name"]], isSoftDeleted: true
    )

    static let projects = RegistryShape(
        noun: "project", model: "Project", table: "projects",
        columns: [
            RegistryColumn("name", .text(maximum: 64)), RegistryColumn("team", sql: "team_id", .reference(.teams)),
        ],
        unique: [["team", "name"]], isSoftDeleted: true
    )

    static let datasets = RegistryShape(
        noun: "dataset", model: "Dataset", table: "datasets",
        columns: [
            RegistryColumn("name", .text(maximum: 64)), RegistryColumn("version", .integer, isOptional: true),
            RegistryColumn("previous_version", .integer, isReadOnly: true),
            RegistryColumn("description", .text(maximum: 10_000, mayBeBlank: true), isOptional: true),
            RegistryColumn("project", sql: "project_id", .reference(.projects)),
            RegistryColumn("licence", sql: "licence_id", .reference(.licences)),
            RegistryColumn("is_public", .flag, isOptional: true),
            RegistryColumn("domain", sql: "domain_id", .reference(.domains)),
            RegistryColumn("tags", .text(maximum: 10_000, mayBeBlank: true), isOptional: true),
            RegistryColumn("files", .json, isReadOnly: true),
        ],
        unique: [["project", "name", "version"]], isSoftDeleted: true
    )

    static let pretrainedModels = RegistryShape(
        noun: "pretrained model", model: "PreTrainedModel", table: "pretrained_models",
        columns: [
            RegistryColumn("url", .text(maximum: 200)),
            RegistryColumn("description", .text(maximum: 10_000, mayBeBlank: true), isOptional: true),
            RegistryColumn("name", .text(maximum: 200)),
            RegistryColumn("metadata", .text(maximum: 100_000, mayBeBlank: true), isOptional: true),
            RegistryColumn("framework", sql: "framework_id", .reference(.frameworks)),
            RegistryColumn("domain", sql: "domain_id", .reference(.domains)),
            RegistryColumn("licence", sql: "licence_id", .reference(.licences)),
            RegistryColumn("data", .flag, isReadOnly: true),
        ],
        unique: [["name"]], isSoftDeleted: true
    )

    /// The machines, as UFDL's clients see them; a native worker shows its host name for an address.
    static let nodes = RegistryShape(
        noun: "node", model: "Node", table: "nodes",
        columns: [
            RegistryColumn("ip", .text(maximum: 39)), RegistryColumn("index", sql: "node_index", .index),
            RegistryColumn("driver_version", .text(maximum: 16), isNullable: true),
            RegistryColumn("hardware_generation", sql: "hardware_id", .reference(.hardware), isNullable: true),
            RegistryColumn("gpu_mem", .integer, isNullable: true), RegistryColumn("cpu_mem", .integer),
            RegistryColumn("last_seen", .time, isReadOnly: true),
            RegistryColumn("current_job", sql: "current_job_id", .job, isNullable: true, isReadOnly: true),
        ],
        unique: [["ip", "index"]],
        referrers: [
            RegistryReferrer("job", "SELECT CAST(job_id AS TEXT) FROM executions WHERE node_id = $1 ORDER BY id DESC LIMIT 10"),
            RegistryReferrer(
                "job", "SELECT CAST(id AS TEXT) FROM jobs WHERE node_id = $1 AND lease_token IS NOT NULL LIMIT 10"
            ),
        ]
    )
}
