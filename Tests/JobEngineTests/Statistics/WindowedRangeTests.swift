import JobModel
import Testing

@testable import JobEngine

@Suite struct WindowedRangeTests {
    /// The pieces of a range, as microseconds.
    private func pieces(_ range: WindowedRange) -> [Range<Int64>] {
        let minutes = range.minutes.map { $0.lowerBound * 60_000_000..<$0.upperBound * 60_000_000 }
        let hours = range.hours.isEmpty
            ? [] : [range.hours.lowerBound * 3_600_000_000..<range.hours.upperBound * 3_600_000_000]
        return (range.rests + minutes + hours).sorted { $0.lowerBound < $1.lowerBound }
    }

    @Test func thePiecesAreTheRangeWithoutGapOrOverlap() {
        for _ in 0..<20_000 {
            let start = Int64.random(in: 0..<20_000_000_000)
            let length = Bool.random() ? Int64.random(in: 0..<200_000_000) : Int64.random(in: 0..<30_000_000_000)
            let range = WindowedRange(since: Timestamp(microseconds: start), until: Timestamp(microseconds: start + length))
            var end = start
            for piece in pieces(range) {
                #expect(piece.lowerBound == end)
                end = piece.upperBound
            }
            #expect(end == start + length + 1)
            #expect(range.rests.allSatisfy { $0.count <= 120_000_000 })
        }
    }

    @Test func whatTheCountersOfSeveralRangesTellIsEachRangeOnce() {
        for _ in 0..<2_000 {
            let ranges = (0..<3).map { _ in
                let start = Timestamp(microseconds: Int64.random(in: 0..<20_000_000_000))
                return WindowedRange(since: start, until: start + .milliseconds(Int64.random(in: 0..<30_000_000)))
            }
            let spans = CountSpan.merged(ranges.flatMap(\.spans))
            for range in ranges {
                let told = spans.flatMap { span in
                    span.buckets.compactMap { bucket in moments(of: bucket, span.window, in: range) }
                }.sorted { $0.lowerBound < $1.lowerBound }
                let length = pieces(range).reduce(0) { $0 + $1.count }
                #expect(told.first?.lowerBound == pieces(range).first?.lowerBound)
                #expect(zip(told, told.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
                #expect(told.reduce(0) { $0 + $1.count } == length)
            }
        }
    }

    private func moments(of bucket: Int64, _ window: CountWindow, in range: WindowedRange) -> Range<Int64>? {
        switch range.share(of: window, bucket) {
        case .none: nil
        case .whole: bucket * window.rawValue..<(bucket + 1) * window.rawValue
        case .part(let moments): moments
        }
    }

    @Test func aRangeWithoutEndIsHoursAfterItsBeginning() {
        let range = WindowedRange(since: Timestamp(microseconds: 3_500_000_001), until: nil)
        #expect(range.rests == [3_500_000_001..<3_540_000_000])
        #expect(range.minutes == [59..<60])
        #expect(range.hours == 1..<Int64.max)
    }

    @Test func aRangeThatIsTurnedRoundIsEmpty() {
        let range = WindowedRange(since: Timestamp(microseconds: 5), until: Timestamp(microseconds: 4))
        #expect(range.rests.isEmpty && range.minutes.isEmpty && range.hours.isEmpty && range.spans.isEmpty)
    }
}
