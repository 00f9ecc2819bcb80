/// A request and who may send it.
struct PermissionRequest {
    /// The words of the seeds for who may.
    enum Rule {
        case open, authenticated, admin, nobody
        /// Accessed by a node.
        case node
        /// The node has acquired the job.
        case owner
        /// The node has acquired the job, or thinks that it has.
        case ownerOrWorking
        case adminOrOwner
        case adminOrNode
        /// Staff, and the node that the request is about.
        case adminOrSelf

        var allowed: Set<Actor> {
            switch self {
            case .open: Set(Actor.allCases)
            case .authenticated: [.user, .staff, .holder, .working, .idle]
            case .admin: [.staff]
            case .nobody: []
            case .node: [.holder, .working, .idle]
            case .owner: [.holder]
            case .ownerOrWorking: [.holder, .working]
            case .adminOrOwner: [.staff, .holder]
            case .adminOrNode, .adminOrSelf: [.staff, .holder, .working, .idle]
            }
        }
    }

    let method: TestMethod
    let path: String
    let rule: Rule

    init(_ method: TestMethod, _ path: String, _ rule: Rule) {
        self.method = method
        self.path = "/v1/\(path)"
        self.rule = rule
    }
}

/// Every end-point of seeds 000 to 002 and of ufdl.md §2.2. A row that nobody has stands for any row where only its
/// lack would show who may look.
enum PermissionTable {
    static let requests = open + registries + nodes + users + templates + jobs + outputs

    private static let open: [PermissionRequest] = [
        .init(.GET, "", .open),
        .init(.POST, "auth/obtain", .open),
        .init(.POST, "auth/refresh", .open),
        .init(.POST, "auth/verify", .open),
    ]

    private static let registries: [PermissionRequest] =
        ["job-types", "job-contracts", "hardware", "cuda", "docker", "frameworks"].flatMap { name in
            [
                PermissionRequest(.POST, "\(name)/list", .authenticated),
                PermissionRequest(.POST, "\(name)/create", .admin),
                PermissionRequest(.GET, "\(name)/1", .authenticated),
                PermissionRequest(.PUT, "\(name)/1", .admin),
                PermissionRequest(.PATCH, "\(name)/1", .admin),
                PermissionRequest(.DELETE, "\(name)/999999", .admin),
            ]
        } + [
            .init(.POST, "job-types", .admin),
            .init(.GET, "job-types/get-all-values/Domain", .authenticated),
            .init(.GET, "hardware/get-hardware-generation/7.5", .authenticated),
        ]

    private static let nodes: [PermissionRequest] = [
        .init(.POST, "nodes/list", .authenticated),
        .init(.POST, "nodes/create", .authenticated),
        .init(.GET, "nodes/{other}", .authenticated),
        .init(.PUT, "nodes/{node}", .adminOrSelf),
        .init(.PATCH, "nodes/{node}", .adminOrSelf),
        .init(.DELETE, "nodes/{node}", .adminOrSelf),
        .init(.PUT, "nodes/{other}", .admin),
        .init(.PATCH, "nodes/{other}", .admin),
        .init(.DELETE, "nodes/{other}", .admin),
        .init(.GET, "nodes/ping", .adminOrNode),
    ]

    private static let users: [PermissionRequest] = [
        .init(.POST, "users/list", .admin),
        .init(.POST, "users/create", .admin),
        .init(.GET, "users/bob", .authenticated),
        .init(.GET, "users/carol", .admin),
        .init(.GET, "users/1", .admin),
        .init(.PUT, "users/1", .admin),
        .init(.PATCH, "users/1", .admin),
        .init(.DELETE, "users/999999", .admin),
    ]

    private static let templates: [PermissionRequest] = [
        .init(.POST, "job-templates/list", .authenticated),
        .init(.POST, "job-templates/create", .nobody),
        .init(.POST, "job-templates/import", .admin),
        .init(.GET, "job-templates/{template}", .authenticated),
        .init(.PUT, "job-templates/{template}", .nobody),
        .init(.PATCH, "job-templates/{template}", .nobody),
        .init(.DELETE, "job-templates/999999", .admin),
        .init(.DELETE, "job-templates/999999/hard", .admin),
        .init(.DELETE, "job-templates/{template}/reinstate", .admin),
        .init(.GET, "job-templates/{template}/export", .admin),
        .init(.POST, "job-templates/{template}/create-job", .authenticated),
        .init(.GET, "job-templates/{template}/get-all-parameters", .authenticated),
        .init(.GET, "job-templates/{template}/get-types", .authenticated),
        .init(.GET, "job-templates/{template}/get-outputs", .authenticated),
        .init(.GET, "job-templates/get-all-matching-templates/Export", .authenticated),
    ]

    private static let jobs: [PermissionRequest] = [
        .init(.POST, "jobs/list", .authenticated),
        .init(.POST, "jobs/create", .nobody),
        .init(.GET, "jobs/{job}", .authenticated),
        .init(.PUT, "jobs/{job}", .admin),
        .init(.PATCH, "jobs/{job}", .admin),
        .init(.DELETE, "jobs/{job}", .admin),
        .init(.GET, "jobs/{job}/acquire", .node),
        .init(.GET, "jobs/{meta}/acquire", .nobody),
        .init(.DELETE, "jobs/{job}/release", .ownerOrWorking),
        .init(.POST, "jobs/{job}/start", .owner),
        .init(.POST, "jobs/{job}/progress/0.5", .owner),
        .init(.POST, "jobs/{job}/finish", .ownerOrWorking),
        .init(.DELETE, "jobs/{job}/reset", .owner),
        .init(.DELETE, "jobs/{job}/abort", .admin),
        .init(.DELETE, "jobs/{job}/cancel", .admin),
        .init(.DELETE, "jobs/{job}/hard", .admin),
        .init(.DELETE, "jobs/{job}/reinstate", .admin),
        .init(.POST, "jobs/{job}/outputs/log/JSON", .adminOrOwner),
        .init(.DELETE, "jobs/{job}/outputs/log/JSON", .admin),
        .init(.GET, "jobs/{job}/outputs/log/JSON", .authenticated),
        .init(.GET, "jobs/{job}/outputs/log/JSON/info", .authenticated),
    ]

    private static let outputs: [PermissionRequest] = [
        .init(.POST, "job-outputs/list", .authenticated),
        .init(.POST, "job-outputs/create", .nobody),
        .init(.GET, "job-outputs/999999", .authenticated),
        .init(.PUT, "job-outputs/999999", .nobody),
        .init(.PATCH, "job-outputs/999999", .nobody),
        .init(.DELETE, "job-outputs/999999", .admin),
        .init(.DELETE, "job-outputs/999999/hard", .admin),
        .init(.DELETE, "job-outputs/999999/reinstate", .admin),
        .init(.POST, "job-outputs/999999/download", .authenticated),
    ]
}
