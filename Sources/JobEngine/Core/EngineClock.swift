import Glibc
import JobModel

/// Where the engine takes the time from; tests hand in one that they move themselves.
package protocol EngineClock: Sendable {
    func now() -> Timestamp
}

/// The machine's clock.
package struct SystemClock: EngineClock {
    package init() {}

    package func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
