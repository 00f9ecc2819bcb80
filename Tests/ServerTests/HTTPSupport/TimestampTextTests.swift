import JSONSupport
@testable import JobModel
import Testing

@testable import HTTPSupport

@Suite("Moments as text")
struct TimestampTextTests {
    @Test(
        "are written in UTC with six digits or none",
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (1_426_032_000_000_000, "2015-03-11T00:00:00Z"),
            (1_426_032_000_000_001, "2015-03-11T00:00:00.000001Z"),
            (1_426_032_000_120_000, "2015-03-11T00:00:00.120000Z"),
            (951_782_399_999_999, "2000-02-28T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)]
    )
    func writes(_ microseconds: Int64, _ text: String) {
        #expect(Timestamp(microseconds: microseconds).iso8601 == text)
        #expect(Timestamp(iso8601: text) == Timestamp(microseconds: microseconds))
    }

    @Test("outside the years 1 to 9999 are written as the nearest moment inside", arguments: [Int64.min, Int64.max])
    func clamps(_ microseconds: Int64) {
        let text = Timestamp(microseconds: microseconds).iso8601
        #expect(text == (microseconds < 0 ? "0001-01-01T00:00:00Z" : "9999-12-31T23:59:59.999999Z"))
    }

    @Test("survive a round trip on every day of four centuries")
    func everyDay() {
        for day in Int64(-60_000)..<90_000 {
            let moment = Timestamp(microseconds: day * 86_400_000_000 + 45_296_000_789)
            let date = CalendarDate(daysSince1970: day)
            #expect(date.daysSince1970 == day)
            #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
            #expect(Timestamp(iso8601: moment.iso8601) == moment)
        }
    }

    @Test(
        "are read with offsets, without seconds, and with more digits than count",
        arguments: [
            ("2015-03-11T00:00Z", "2015-03-11T00:00:00Z"),
            ("2015-3-1 1:02Z", "2015-03-01T01:02:00Z"),
            ("2015-03-11T00:00:00.5Z", "2015-03-11T00:00:00.500000Z"),
            ("2015-03-11T00:00:00.123456789Z", "2015-03-11T00:00:00.123456Z"),
            ("2015-03-11T01:30:00+01:30", "2015-03-11T00:00:00Z"),
            ("2015-03-11T01:30:00+0130", "2015-03-11T00:00:00Z"),
            ("2015-03-10T19:00:00-05", "2015-03-11T00:00:00Z"),
        ]
    )
    func reads(_ text: String, _ canonical: String) {
        #expect(Timestamp(iso8601: text)?.iso8601 == canonical)
    }

    @Test(
        "of any other shape are refused",
        arguments: [
            "", "Z", "2015-03-11", "2015-03-11T00:00:00", "2015-02-29T00:00Z", "2015-13-01T00:00Z", "2015-00-01T00:00Z",
            "2015-04-31T00:00Z", "2015-03-11T24:00Z", "2015-03-11T00:60Z", "2015-03-11T00:00:60Z",
            "2015-03-11T00:00:00.Z",
            "2015-03-11T00:00:00z", "2015-03-11T00Z", "15-03-11T00:00Z", "2015-03-11T00:00+24",
            "2015-03-11T00:00+01:60",
            "2015-03-11T00:00+01:", "2015-03-11T00:00+1", "2015-03-11T00:00Z ", " 2015-03-11T00:00Z",
            "0000-01-01T00:00Z",
            "0001-01-01T00:00+01", "2015-03-11T00:00:00.1234567890123Z", "２０１５-03-11T00:00Z",
        ]
    )
    func refuses(_ text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test("are members of JSON objects, or null")
    func inJSON() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("a", Timestamp(microseconds: 1) as Timestamp?)
        writer.field("b", nil as Timestamp?)
        writer.key("c")
        writer.beginArray()
        writer.value(Timestamp(microseconds: 0) as Timestamp?)
        writer.value(Timestamp(microseconds: 0) as Timestamp?)
        writer.endArray()
        writer.endObject()
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(
            text == """
                {"a":"1970-01-01T00:00:00.000001Z","b":null,"c":["1970-01-01T00:00:00Z","1970-01-01T00:00:00Z"]}
                """
        )
    }
}

@Suite("Durations as text")
struct DurationTextTests {
    @Test(
        "are sums of days, hours, minutes and seconds",
        arguments: [
            ("P", 0), ("PT", 0), ("P1D", 86_400_000_000), ("PT3H", 10_800_000_000), ("P1DT1H1M1S", 90_061_000_000),
            ("PT0.5S", 500_000), ("PT1.5M", 90_000_000), ("P0.25D", 21_600_000_000), ("PT0.0000001S", 0),
            ("PT1.000001S", 1_000_001),
        ] as [(String, Int64)]
    )
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(DurationText.microseconds(text) == microseconds)
    }

    @Test(
        "of any other shape are refused",
        arguments: [
            "", "1D", "P1", "PD", "P1W", "P1M", "P1Y", "-P1D", "P-1D", "p1d", "P1D2H", "PT1S1M", "PT1M1M", "P1,5D",
            "P1.D",
            "P.5D", "P1DT1", "P1D ", "P99999999999999999D", "PT9999999999999S",
        ]
    )
    func refuses(_ text: String) {
        #expect(DurationText.microseconds(text) == nil)
    }
}
