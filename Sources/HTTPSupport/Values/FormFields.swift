/// Names and values of a query string or a form-urlencoded body, in their order.
package struct FormFields: Sendable {
    /// As many as Django takes before it suspects an attack.
    private static let maximumCount = 1_000

    package private(set) var pairs: [(name: String, value: String)] = []

    /// No fields.
    package static let none = FormFields()

    private init() {}

    /// Reads `a=1&b=two+words&c`. A percent sign without two hexadecimal digits stands for itself, as in the original
    /// servers.
    /// - Throws: `RequestError` 400 for NUL, invalid UTF-8 or more than 1,000 fields.
    package init(parsing text: some Collection<UInt8>) throws(RequestError) {
        for field in text.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < Self.maximumCount else {
                throw RequestError(400, "More than \(Self.maximumCount) fields are not accepted.")
            }
            let separator = field.firstIndex(of: UInt8(ascii: "="))
            let name = try Self.decode(field[..<(separator ?? field.endIndex)])
            let value = try separator.map { index throws(RequestError) in
                try Self.decode(field[field.index(after: index)...])
            }
            pairs.append((name, value ?? ""))
        }
    }

    /// Whether there is none.
    package var isEmpty: Bool {
        pairs.isEmpty
    }

    /// The value of a field; of several the last one.
    package func last(_ name: String) -> String? {
        pairs.last { $0.name == name }?.value
    }

    /// All values of a repeated field.
    package func all(_ name: String) -> [String] {
        pairs.compactMap { $0.name == name ? $0.value : nil }
    }

    /// The fields as a query string, sorted by name; values of one name keep their order.
    package func sortedQuery() -> String {
        // Sorting is not promised to be stable, the position makes it so.
        let sorted = pairs.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
        return Self.query(sorted.map(\.element))
    }

    /// The fields as a query string in their order.
    package func orderedQuery() -> String {
        Self.query(pairs)
    }

    private static func query(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }

    /// The fields with one of them set to a single value, or removed.
    package func setting(_ name: String, to value: String?) -> FormFields {
        var fields = self
        fields.pairs.removeAll { $0.name == name }
        if let value { fields.pairs.append((name, value)) }
        return fields
    }

    /// The fields with another value in the place of one of them; at the end where there was none.
    package func replacing(_ name: String, with value: String) -> FormFields {
        guard let place = pairs.firstIndex(where: { $0.name == name }) else { return setting(name, to: value) }
        var fields = self
        fields.pairs[place].value = value
        return fields
    }

    private static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isBlank = byte == UInt8(ascii: " ")
            PercentCoding.append(isBlank ? UInt8(ascii: "+") : byte, to: &bytes) {
                isBlank || PercentCoding.isUnreserved($0)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decode(_ text: some Collection<UInt8>) throws(RequestError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index != text.endIndex {
            var byte = text[index]
            text.formIndex(after: &index)
            if byte == UInt8(ascii: "+") {
                byte = UInt8(ascii: " ")
            } else if byte == UInt8(ascii: "%"), let decoded = escaped(text, at: index) {
                byte = decoded
                text.formIndex(&index, offsetBy: 2)
            }
            guard byte != 0 else { throw RequestError(400, "Null characters are not allowed.") }
            bytes.append(byte)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw RequestError(400, "Parameters must be valid UTF-8.")
        }
        return decoded
    }

    /// The byte that the two digits at `index` stand for.
    private static func escaped<Text: Collection<UInt8>>(_ text: Text, at index: Text.Index) -> UInt8? {
        let digits = text[index...].prefix(2)
        guard digits.count == 2, let first = digits.first.flatMap(PercentCoding.digitValue),
            let second = digits.dropFirst().first.flatMap(PercentCoding.digitValue)
        else { return nil }
        return first << 4 | second
    }
}
