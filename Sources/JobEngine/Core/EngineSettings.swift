/// What an operator may set, with defaults that are safe on a small machine.
package struct EngineSettings: Sendable {
    /// How long a worker's claim lasts without a heartbeat.
    package var leaseDuration: Duration = .seconds(30)
    /// How often a worker should renew its claims; well below the lease.
    package var heartbeatInterval: Duration = .seconds(10)
    /// How long a UFDL node may hold a job without any request with its Node-Id; nil never takes a job back, because the
    /// nodes of UFDL have no heartbeat.
    package var nodeLease: Duration?
    /// How long finished jobs are kept with their logs and outputs; nil keeps them for ever. Unfinished jobs always stay.
    package var keepFinished: Duration? = .seconds(90 * 24 * 3600)
    /// How long a repeated submit with the same idempotency key is answered with the first result.
    package var keepIdempotencyKeys: Duration = .seconds(24 * 3600)
    /// The largest upload or output in bytes; nil for no limit but the disk's.
    package var maximumFileBytes: Int64?
    /// The most log that one execution may store, in bytes.
    package var maximumLogBytes: Int64 = 64 << 20
    /// Folders of the server below which a workspace may lie; with none, no host workspace can be made.
    package var workspaceRoots: [String] = []

    /// Whether somebody sends what waits in the outbox; without, no mail is put there.
    package var sendsMail = false
    /// Where notifications of the kind "print" go; must not block.
    package var announce: @Sendable (String) -> Void = { _ in }
    /// Who is told of the steps of jobs.
    package var news: JobNewsListener?

    package init() {}
}
