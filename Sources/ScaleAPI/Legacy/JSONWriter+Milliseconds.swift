import HTTPSupport
import JSONSupport
import JobModel

extension JSONWriter {
    /// A member that is a moment with three digits of a second, cut off, or none where they are zero (scale.md §1.6).
    mutating func milliseconds(_ key: StaticString, _ moment: Timestamp?) {
        field(key, moment?.millisecondText)
    }

    /// A text; an empty one is null, which is what 2015 had for a field that nobody filled in.
    mutating func legacyText(_ key: StaticString, _ text: String?) {
        field(key, text?.isEmpty == true ? nil : text)
    }
}

extension Timestamp {
    fileprivate var millisecondText: String {
        let rest = rawValue % 1_000
        let text = Timestamp(microseconds: rawValue - (rest < 0 ? rest + 1_000 : rest)).iso8601
        // What is left of the fraction ends with three zeros.
        return text.contains(".") ? String(text.dropLast(4)) + "Z" : text
    }
}
