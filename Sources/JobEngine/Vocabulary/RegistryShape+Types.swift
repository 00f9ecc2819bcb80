extension RegistryShape {
    static let valueTypes = RegistryShape(
        noun: "job type", model: "JobType", table: "value_types",
        columns: [
            RegistryColumn("name", .text(maximum: 64)), RegistryColumn("pkg", .text(maximum: 64)),
            RegistryColumn("cls", .text(maximum: 256)),
        ],
        unique: [["name"], ["cls"]]
    )

    static let jobContracts = RegistryShape(
        noun: "job contract", model: "JobContract", table: "job_contracts",
        columns: [
            RegistryColumn("name", .text(maximum: 64)), RegistryColumn("pkg", .text(maximum: 64)),
            RegistryColumn("cls", .text(maximum: 256)),
        ],
        unique: [["name"], ["cls"]],
        referrers: [
            RegistryReferrer(
                "job template",
                "SELECT name FROM templates WHERE contract = (SELECT name FROM job_contracts WHERE id = $1) LIMIT 10"
            ),
            RegistryReferrer(
                "docker image",
                """
                SELECT name FROM docker_images, (SELECT name AS task FROM job_contracts WHERE id = $1) AS c
                WHERE REPLACE(tasks, c.task, '') <> tasks LIMIT 10
                """
            ),
        ]
    )

    static let licences = RegistryShape(
        noun: "licence", model: "Licence", table: "licences",
        columns: [
            RegistryColumn("name", .text(maximum: 100)),
            RegistryColumn("url", .text(maximum: 200, mayBeBlank: true), isOptional: true),
            RegistryColumn("permissions", .texts, isOptional: true),
            RegistryColumn("conditions", .texts, isOptional: true),
            RegistryColumn("limitations", .texts, isOptional: true), RegistryColumn("domains", .texts, isOptional: true),
        ],
        unique: [["name"]],
        referrers: [
            RegistryReferrer("job template", "SELECT name FROM templates WHERE licence_id = $1 LIMIT 10"),
            .dockerImages("licence_id"), .datasets("licence_id"), .pretrainedModels("licence_id"),
        ]
    )

    static let domains = RegistryShape(
        noun: "data domain", model: "DataDomain", table: "domains",
        columns: [
            RegistryColumn("name", .text(maximum: 2)), RegistryColumn("description", .text(maximum: 32)),
        ],
        unique: [["name"], ["description"]],
        referrers: [
            RegistryReferrer("job template", "SELECT name FROM templates WHERE domain_id = $1 LIMIT 10"),
            .dockerImages("domain_id"), .datasets("domain_id"), .pretrainedModels("domain_id"),
        ]
    )

    static let frameworks = RegistryShape(
        noun: "framework", model: "Framework", table: "frameworks",
        columns: [
            RegistryColumn("name", .text(maximum: 64)), RegistryColumn("version", .text(maximum: 32)),
        ],
        unique: [["name", "version"]],
        referrers: [.dockerImages("framework_id"), .pretrainedModels("framework_id")]
    )

    static let hardware = RegistryShape(
        noun: "hardware generation", model: "Hardware", table: "hardware",
        columns: [
            RegistryColumn("generation", .text(maximum: 32)), RegistryColumn("min_compute_capability", .real),
            RegistryColumn("max_compute_capability", .real),
        ],
        unique: [["generation"]],
        referrers: [
            .dockerImages("min_hardware_generation_id"),
            RegistryReferrer("node", "SELECT COALESCE(ip, hostname) FROM nodes WHERE hardware_id = $1 LIMIT 10"),
        ]
    )

    static let cuda = RegistryShape(
        noun: "CUDA version", model: "CUDAVersion", table: "cuda",
        columns: [
            RegistryColumn("version", .text(maximum: 16)), RegistryColumn("full_version", .text(maximum: 16)),
            RegistryColumn("min_driver_version", .text(maximum: 16)),
        ],
        unique: [["full_version"]],
        referrers: [.dockerImages("cuda_version_id")]
    )
}

extension RegistryReferrer {
    static func dockerImages(_ column: String) -> RegistryReferrer {
        RegistryReferrer("docker image", "SELECT name FROM docker_images WHERE \(column) = $1 LIMIT 10")
    }

    static func datasets(_ column: String) -> RegistryReferrer {
        RegistryReferrer("dataset", "SELECT name FROM datasets WHERE \(column) = $1 LIMIT 10")
    }

    static func pretrainedModels(_ column: String) -> RegistryReferrer {
        RegistryReferrer("pretrained model", "SELECT name FROM pretrained_models WHERE \(column) = $1 LIMIT 10")
    }
}
