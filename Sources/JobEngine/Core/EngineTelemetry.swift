import Telemetry

/// What the engine measures of itself.
package final class EngineTelemetry: Sendable {
    /// How long one look for work took, for a node that asks; waiting for work does not count.
    package let claimSeconds = Histogram.seconds()
    /// From the beginning of a group of writes to the end of its commit.
    package let commitSeconds = Histogram.seconds()
    /// How many writes share a commit.
    package let commitSize = Histogram(bounds: [1, 2, 5, 10, 20, 50, 100, 200, 512])
}
