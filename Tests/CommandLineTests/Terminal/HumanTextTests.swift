import HTTPSupport
import JobModel
import Testing

@testable import drover

@Suite struct HumanTextTests {
    @Test(arguments: [
        (0, "0 B"), (1_023, "1023 B"), (1_024, "1.0 KiB"), (1_536, "1.5 KiB"), (2 << 30, "2.0 GiB"),
    ] as [(Int64, String)])
    func bytes(count: Int64, text: String) {
        #expect(HumanText.bytes(count) == text)
    }

    @Test(arguments: [
        (.milliseconds(440), "0.4 s"), (.seconds(42), "42 s"), (.seconds(190), "3 min 10 s"), (.seconds(3_840), "1 h 4 min"),
        (.seconds(183_600), "2 d 3 h"), (.seconds(-5), "0.0 s"),
    ] as [(Duration, String)])
    func duration(duration: Duration, text: String) {
        #expect(HumanText.duration(duration) == text)
    }

    @Test(arguments: [
        ("2025-03-12T12:00:00.000001Z", "just now"), ("2025-03-12T11:59:20Z", "40 s ago"),
        ("2025-03-12T09:00:00Z", "3 h ago"), ("2025-03-02T12:00:00Z", "10 d ago"), ("soon", "soon"),
    ])
    func age(moment: String, text: String) throws {
        let now = try #require(Timestamp(iso8601: "2025-03-12T12:00:00Z"))
        #expect(HumanText.age(moment, now: now) == text)
    }

    @Test func percentNeverRoundsUpToDone() {
        #expect(HumanText.percent(0.999) == "99 %")
        #expect(HumanText.percent(1) == "100 %")
        #expect(HumanText.percent(-1) == "0 %")
    }

    @Test func numbersHaveNoNeedlessFraction() {
        #expect(HumanText.number(4) == "4")
        #expect(HumanText.number(0.25) == "0.25")
    }
}
