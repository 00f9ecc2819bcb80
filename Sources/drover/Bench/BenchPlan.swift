/// How much each measurement does.
struct BenchPlan: Sendable {
    var connections = 64
    var reads = 100_000
    var submits = 40_000
    var lifeCycles = 20_000
    var bulkJobs = 200_000
    var latencyRounds = 1_000
    /// The two sizes of the store between which lists must not become slower.
    var smallStore: Int64 = 10_000
    var largeStore: Int64 = 1_000_000
    /// Jobs for which nodes of UFDL race.
    var racedJobs = 1_000
    var ufdlLifeCycles = 10_000
    /// Listeners of one job.
    var watchers = 5_000
    var fileBytes: Int64 = 1 << 30
    /// The crowded queue: how many jobs of how many types, of which two fifths are paused and one fifth at its limit.
    var queuedJobs = 100_000
    var queuedTypes = 500
    var queueNodes = 200
    var queueClaims = 2_000

    /// A run that shows the shape in seconds, not the figures.
    static let quick = BenchPlan(
        reads: 10_000, submits: 4_000, lifeCycles: 2_000, bulkJobs: 20_000, latencyRounds: 100, largeStore: 50_000, racedJobs: 100,
        ufdlLifeCycles: 1_000, watchers: 500, fileBytes: 64 << 20,
        queuedJobs: 10_000, queuedTypes: 50, queueNodes: 20, queueClaims: 200
    )
}
