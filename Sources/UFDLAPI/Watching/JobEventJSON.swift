import JSONSupport
import JobEngine
import JobModel
import NIOCore

/// The messages that watchers get (ufdl.md §10), with the sequence number by which they can go on later.
enum JobEventMessage {
    static func text(_ event: JobEvent, description: String) -> ByteBuffer {
        message(
            event.transition, pk: event.jobID, description: description, progress: event.progress,
            isCanceled: event.isCanceled, node: event.node, error: event.error, data: event.data,
            sequence: event.sequence
        )
    }

    /// What a newcomer is told of the past: the last transition, as it shows in the job (ufdl.md §10.1).
    /// - Returns: nil for a job that has not begun.
    static func greeting(_ watch: JobWatch) -> (transition: JobTransition, text: ByteBuffer)? {
        let state = watch.job.job.state
        let transition: JobTransition
        switch state.phase {
        case .pending, .blocked, .queued: return nil
        case .running: transition = .progress
        case .completed: transition = .finish
        case .failed: transition = .error
        case .canceled: transition = .cancel
        }
        let text = message(
            transition, pk: watch.job.job.id, description: watch.job.job.description ?? "", progress: state.progress,
            isCanceled: state.phase == .canceled, node: state.node, error: watch.job.failure, data: nil,
            sequence: watch.sequence
        )
        return (transition, text)
    }

    private static func message(
        _ transition: JobTransition, pk: Int64, description: String, progress: Double, isCanceled: Bool, node: Int64?,
        error: String?, data: String?, sequence: Int64
    ) -> ByteBuffer {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.field("transition", transition.name)
        writer.field("description", description)
        writer.field("pk", pk)
        writer.field("progress", progress)
        writer.field("cancelled", isCanceled)
        if let node { writer.field("node", node) }
        if let error { writer.field("error", error) }
        writer.fieldRaw("transition_data", data ?? "{}")
        writer.field("sequence", sequence)
        writer.endObject()
        return ByteBuffer(bytes: writer.bytes)
    }
}
