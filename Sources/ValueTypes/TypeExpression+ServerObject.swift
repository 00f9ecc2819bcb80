import JSONSupport

/// The objects of the server's tables, with the names of their members in the order of the reference's schemas.
extension TypeExpression {
    /// What a row of a server-resident type looks like; nil for any other type.
    var serverObject: ObjectShape? {
        switch typeClass {
        case .cudaVersion: Self.cudaVersion
        case .hardware: Self.hardware
        case .domain: domain
        case .framework: framework
        case .dataset: dataset
        case .dockerImage: dockerImage
        case .pretrainedModel: pretrainedModel
        default: nil
        }
    }

    private static let pk: ValueShape = .integer(minimum: 1)
    private static let text: ValueShape = .string(maximumLength: nil)

    private static let cudaVersion = ObjectShape(
        [
            ("full_version", .string(maximumLength: 16)), ("min_driver_version", .string(maximumLength: 16)),
            ("version", text),
        ],
        optional: [("pk", pk)]
    )

    private static let hardware = ObjectShape(
        [("generation", text), ("max_compute_capability", .number), ("min_compute_capability", .number)],
        optional: [("pk", pk)]
    )

    private var domain: ObjectShape {
        ObjectShape(
            [("description", literal(0, orUpTo: 32)), ("name", .string(maximumLength: 2))], optional: [("pk", Self.pk)]
        )
    }

    private var framework: ObjectShape {
        ObjectShape([("name", literal(0, orUpTo: 32)), ("version", literal(1, orUpTo: 32))], optional: [("pk", Self.pk)])
    }

    private var dataset: ObjectShape {
        ObjectShape(
            [("domain", arguments[0].literal(0, orUpTo: 32)), ("name", Self.text), ("pk", Self.pk), ("version", Self.pk)],
            isOpen: true
        )
    }

    private var dockerImage: ObjectShape {
        ObjectShape(
            [
                ("cpu", .boolean), ("cuda_version", .object(Self.cudaVersion)),
                ("domain", arguments[0].literal(0, orUpTo: 32)), ("framework", .object(arguments[1].framework)),
                ("min_hardware_generation", .nullable(.object(Self.hardware))), ("registry_url", Self.text),
                ("tasks", .array(Self.text, count: nil)), ("url", Self.text),
            ],
            optional: [
                ("licence", Self.text), ("name", Self.text), ("pk", Self.pk),
                ("registry_password", .nullable(Self.text)), ("registry_username", .nullable(Self.text)),
                ("version", Self.text),
            ]
        )
    }

    private var pretrainedModel: ObjectShape {
        ObjectShape(
            [
                ("domain", arguments[0].literal(0, orUpTo: 32)), ("framework", .object(arguments[1].framework)),
                ("url", Self.text),
            ],
            optional: [
                ("creation_time", Self.text), ("creator", .nullable(Self.pk)), ("data", .boolean),
                ("deletion_time", .nullable(Self.text)), ("description", Self.text), ("licence", Self.text),
                ("metadata", Self.text), ("name", Self.text), ("pk", Self.pk),
            ]
        )
    }

    /// The text that an argument pins a member to, else any of that length.
    private func literal(_ position: Int, orUpTo maximumLength: Int) -> ValueShape {
        arguments[position].stringLiteral.map { .constant(.string($0)) } ?? .string(maximumLength: maximumLength)
    }
}
