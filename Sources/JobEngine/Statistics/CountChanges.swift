import JobModel

/// What jobs are counted by.
struct JobGroup: Hashable, Sendable {
    let definition: Int64
    let phase: Int64
    /// 0 stands for no error.
    let error: Int64
}

/// Changes of the counters that one unit of work causes.
struct CountChanges: Sendable {
    struct QueueChange: Sendable {
        var claimable: Int64 = 0
        var active: Int64 = 0
    }

    /// A group of jobs whose last change of status lies in one minute.
    struct Window: Hashable, Sendable {
        let group: JobGroup
        let minute: Int64
    }

    private(set) var windows: [Window: Int64] = [:]
    private(set) var queues: [Int64: QueueChange] = [:]

    var isEmpty: Bool {
        windows.isEmpty && queues.isEmpty
    }

    mutating func add(_ definition: Int64, _ state: JobState, _ sign: Int64) {
        let group = JobGroup(definition: definition, phase: state.phase.rawValue, error: state.fault?.errorID ?? 0)
        let minute = CountWindow.minute.bucket(of: state.lastStatusChange)
        windows[Window(group: group, minute: minute), default: 0] += sign
        if state.isClaimable { queues[definition, default: QueueChange()].claimable += sign }
        if state.isActive { queues[definition, default: QueueChange()].active += sign }
    }

    mutating func merge(_ other: CountChanges) {
        for (window, change) in other.windows { windows[window, default: 0] += change }
        for (definition, change) in other.queues {
            queues[definition, default: QueueChange()].claimable += change.claimable
            queues[definition, default: QueueChange()].active += change.active
        }
    }
}
