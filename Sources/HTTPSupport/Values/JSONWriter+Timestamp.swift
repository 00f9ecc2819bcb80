import JSONSupport
import JobModel

extension JSONWriter {
    /// A moment as a string; null where there is none.
    package mutating func value(_ moment: Timestamp?) {
        guard let moment else { return null() }
        // An empty splice sets the comma, so that the digits can go straight into the bytes.
        raw([])
        bytes.append(UInt8(ascii: "\""))
        moment.appendISO8601(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A member that is a moment; null where there is none.
    package mutating func field(_ key: StaticString, _ moment: Timestamp?) {
        self.key(key)
        value(moment)
    }
}
