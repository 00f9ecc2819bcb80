import JobModel
import Storage

/// One change on its way into the database: the connection, the moment, and what else follows from it.
final class UnitOfWork {
    let connection: any SQLConnection
    /// The moment of this change, taken on the writer's thread, so that the order of moments is the order of changes.
    let now: Timestamp
    private(set) var signals: [Signal] = []
    /// What is to be printed once the change is durable.
    private(set) var announcements: [String] = []
    /// Whether notifications by mail are wanted at all.
    let sendsMail: Bool
    /// What happened to jobs, in order.
    var events: [RecordedEvent] = []
    /// The steps of jobs that are told once they are durable.
    var news: [JobNews] = []
    let newsSteps: Set<JobNews.Step>
    private let ledger: CounterLedger
    private var counts = CountChanges()

    init(connection: any SQLConnection, now: Timestamp, ledger: CounterLedger, settings: EngineSettings) {
        self.connection = connection
        sendsMail = settings.sendsMail
        newsSteps = settings.news?.steps ?? []
        self.now = now
        self.ledger = ledger
    }

    func raise(_ signal: Signal) {
        if signals.last != signal { signals.append(signal) }
    }

    func announce(_ text: String) {
        announcements.append(text)
    }

    /// Counts a job out of one state and into another, in the same transaction as the change itself.
    func count(_ definition: Int64, from old: JobState?, to new: JobState?) {
        if let old { counts.add(definition, old, -1) }
        if let new { counts.add(definition, new, 1) }
    }

    /// Hands the counts to the group, once this change is known to stay.
    func keepCounts() {
        ledger.merge(counts)
        counts = CountChanges()
    }

    /// Writes the counts gathered so far, for a reader of the counters inside the same group.
    func flushCounts() throws {
        keepCounts()
        try ledger.flush(to: connection)
    }
}
