import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension ScaleAPI {
    /// The resources that `status/` sums up.
    static let statusResources = ["cpus", "mem", "disk", "gpus"]
}

/// What `status/` tells of the machines (scale.md §10), computed when it is asked for and so never stale.
extension JSONWriter {
    mutating func clusterStatus(_ status: ClusterStatus, _ release: ScaleRelease) {
        let ready = status.nodes.filter { $0.state == .ready }
        beginObject()
        field("timestamp", status.time)
        key("scheduler")
        scheduler(status.scheduler)
        key("resources")
        beginObject()
        for name in ScaleAPI.statusResources {
            key(name)
            let total = status.nodes.filter { $0.state != .offline && $0.state != .deprecated }
                .reduce(0) { $0 + $1.node.resources[name] }
            let offered = ready.reduce(0) { $0 + max(0, $1.node.resources[name] - $1.used[name]) }
            shares(total: total, running: status.nodes.reduce(0) { $0 + $1.used[name] }, offered: offered)
        }
        endObject()
        key("nodes")
        beginArray()
        for node in status.nodes { nodeStatus(node) }
        endArray()
        key("job_types")
        beginArray()
        for type in status.types { typeSummary(type, release) }
        endArray()
        endObject()
    }

    private mutating func scheduler(_ scheduler: SchedulerState) {
        beginObject()
        key("metrics")
        beginObject()
        endObject()
        key("state")
        state(
            scheduler.isPaused ? "PAUSED" : "READY", scheduler.isPaused ? "Paused" : "Ready",
            scheduler.isPaused ? "Nothing is handed out until the scheduler is resumed." : "Work is handed out."
        )
        key("warnings")
        beginArray()
        endArray()
        endObject()
    }

    private mutating func state(_ name: String, _ title: String, _ description: String) {
        beginObject()
        field("name", name)
        field("title", title)
        field("description", description)
        endObject()
    }

    /// What is neither running nor offered is on machines that take nothing.
    private mutating func shares(total: Double, running: Double, offered: Double) {
        beginObject()
        field("total", total)
        field("running", running)
        field("free", max(0, total - running))
        field("offered", offered)
        field("unavailable", max(0, total - running - offered))
        endObject()
    }

    private mutating func nodeStatus(_ status: NodeStatus) {
        let node = status.node
        beginObject()
        field("id", node.id)
        field("hostname", node.hostname)
        field("agent_id", node.incarnation)
        field("is_active", node.isActive)
        key("state")
        state(status.state.rawValue, status.state.title, status.state.text)
        key("errors")
        beginArray()
        endArray()
        key("warnings")
        beginArray()
        endArray()
        key("job_executions")
        beginObject()
        key("running")
        beginObject()
        field("total", status.running.values.reduce(0, +))
        key("by_job_type")
        beginArray()
        for (type, count) in status.running.sorted(by: { $0.key < $1.key }) {
            beginObject()
            field("job_type_id", type)
            field("count", count)
            endObject()
        }
        endArray()
        endObject()
        endObject()
        key("resources")
        beginObject()
        for name in ScaleAPI.statusResources {
            key(name)
            let total = node.resources[name]
            let free = max(0, total - status.used[name])
            shares(total: total, running: status.used[name], offered: status.state == .ready ? free : 0)
        }
        endObject()
        endObject()
    }
}

extension NodeStatus.State {
    fileprivate var title: String {
        switch self {
        case .ready: "Ready"
        case .paused: "Paused"
        case .schedulerStopped: "Scheduler stopped"
        case .offline: "Offline"
        case .deprecated: "Deprecated"
        }
    }

    fileprivate var text: String {
        switch self {
        case .ready: "The node takes jobs."
        case .paused: "The node is paused and takes no new jobs."
        case .schedulerStopped: "The scheduler is paused, so that no node gets new jobs."
        case .offline: "The node has not been heard of for longer than a lease lasts."
        case .deprecated: "The node is out of service."
        }
    }
}
