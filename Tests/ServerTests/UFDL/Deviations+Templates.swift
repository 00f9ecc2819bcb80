import JSONSupport

extension Deviations {
    static let templates: [Group] = [
        Group("the original has these templates built in", [
            ("05.1 list (filtered): built-in dogs_dummy templates", .skipped),
            ("05.2 retrieve", .skipped),
        ]),
        Group("the original fails where the name and version are taken", [
            ("05.15 reinstate a template whose name/version is taken -> unique violation", .status(409)),
        ]),
        Group("the original's messages are those of its Python code", [
            (
                "05.44 import: PK default missing",
                .detail(400, "Bad job template: $: PK<Domain<str>> has no value 999")
            ),
            (
                "05.47 import: abstract param type",
                .detail(400, "Bad job template: UFDLJSONType is abstract; only its sub-types have values")
            ),
        ]),
        Group("the original cannot export", [("05.52 export workable template", .answers(200, ["name": "tmpl"]))]),
        Group("values are checked against their types when a job is made", [
            ("05.86 create-job: input value is NOT checked: dataset 424242 does not exist", .status(406)),
            ("05.87 create-job: input value wrong JSON type not checked", .status(406)),
            ("05.94 create-job: parameter value not checked against its type", .status(406)),
            ("05.96 create-job: parameter null value", .status(406)),
        ]),
        Group("the original fails at hard deletes", [
            ("05.111 hard delete while referenced by jobs/parameters", .status(409)),
            ("05.112 after failed hard delete: is it soft-deleted?", .answers(200, ["deletion_time": nil])),
            ("05.115 hard delete unreferenced template", .answers(200, ["name": "noparams"])),
        ]),
    ]
}
