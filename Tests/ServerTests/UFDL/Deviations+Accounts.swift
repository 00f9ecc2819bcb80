import JSONSupport

extension Deviations {
    static let accounts: [Group] = [
        Group("a path ends where it ends; no client uses what the original's regular expressions let through", [
            ("01.3 obtain regex is unanchored", .status(404)),
            ("05.60 get-outputs regex unanchored", .status(404)),
        ]),
        Group("`Token` is the scheme of API keys, which open every dialect", [
            ("01.21 API: other scheme", .detail(401, "The API key is unknown or revoked.")),
        ]),
        Group("passwords have at least 8 characters", [
            (
                "01.34 create duplicate user",
                .answers(400, ["password": ["A password has at least 8 characters."]])
            ),
        ]),
        Group("there is no table of models, and a regular expression is no name", [
            ("01.46 API root, no auth", .status(200)),
            ("01.47 API root", .status(200)),
        ]),
        Group("the slash at the end is optional here too", [("01.48 /v1", .status(200))]),
        Group("the original fails", [
            ("01.52 OPTIONS metadata (authenticated)", .status(200)),
        ]),
    ]

    static let types: [Group] = [
        Group("the original fails where a method is not there", [
            ("02.5 GET on list", notAllowed("GET")),
            ("02.36 GET on create", notAllowed("GET")),
            ("02.48 POST on detail", notAllowed("POST")),
            ("02.98 POST", notAllowed("POST")),
            ("05.104 GET create-job", notAllowed("GET")),
            ("06.19 acquire with POST", notAllowed("POST")),
        ]),
        Group("the original fails at bodies that are no objects", [
            ("02.6 list, JSON null body", .status(400)),
            ("02.8 list, JSON array [1] body", .status(400)),
            ("06.59 progress array body", .status(400)),
        ]),
        Group("the original fails at keys that do not fit", [
            ("02.18 retrieve, huge number", .detail(404, "No JobType matches the given query.")),
        ]),
        Group("seed 000 creates job types here", [
            ("02.19 create at /v1/job-types (seed 000)", .answers(201, ["name": "MyType", "pkg": "my.pkg"])),
            ("02.20 create at /v1/job-types/", .answers(201, ["name": "MyType", "pkg": "my.pkg"])),
        ]),
        Group("a class of which the server knows nothing is no reason to fail", [
            ("02.55 get-all-values while an un-importable job type exists", .status(200)),
        ]),
    ]

    static let nodes: [Group] = [
        Group("a node's id opens nothing without a token", [
            ("03.29 ping with Node-Id but no token", .status(401)),
            ("06.22 acquire with Node-Id but WITHOUT authentication (reference lets it through)", .status(401)),
            ("06.23 release", .status(403)),
        ]),
        Group("a node acts for the user who registered it", [
            ("03.31 destroy self", .status(403)),
            ("06.27 acquire by another node", .status(403)),
        ]),
        Group("numbers that no column holds are refused; the original leaves that to the database", [
            (
                "03.5 create node, invalid values",
                .answers(400, [
                    "index": ["Ensure this value is between 0 and 2147483647."],
                    "cpu_mem": ["A valid biginteger is required."],
                    "hardware_generation": [#"Invalid pk "999" - object does not exist."#],
                ])
            ),
        ]),
        Group("what is referred to stays, and the answer says so", [
            ("03.55 destroy REFERENCED contract (Train, used by docker images)", .status(409)),
            ("03.57 destroy hardware maybe referenced", .status(409)),
            ("03.60 destroy REFERENCED framework", .status(409)),
            ("06.158 destroy node that is referenced by jobs", .status(409)),
        ]),
    ]
}
