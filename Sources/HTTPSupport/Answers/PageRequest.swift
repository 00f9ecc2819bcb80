/// Which page of a list is asked for, by the rules of reference/scale.md §1.4.
package struct PageRequest: Sendable, Hashable {
    /// A page by number, from 1.
    package enum Number: Sendable, Hashable {
        case number(Int64)
        case last
    }

    /// Entries on a page where the client does not say.
    package static let defaultSize: Int64 = 100
    /// Most entries on a page.
    package static let maximumSize: Int64 = 1_000

    /// Which page.
    package let number: Number
    /// Entries on a page, 1 to 1,000.
    package let size: Int64

    /// Reads `page` and `page_size`. A page size that is none is 100, a greater one than 1,000 is 1,000.
    /// - Throws: `RequestError` 404 for a `page` that is neither a positive number nor `last`.
    package init(_ query: FormFields) throws(RequestError) {
        number = try Self.number(query.last("page"))
        size = Self.size(query.last("page_size"))
    }

    /// How many entries stand before the page; nil for `last`, which depends on how many there are.
    /// - Throws: `RequestError` 404 for a page that no list is long enough for.
    func offset() throws(RequestError) -> Int64? {
        guard case .number(let number) = number else { return nil }
        let (offset, overflows) = (number - 1).multipliedReportingOverflow(by: size)
        guard !overflows else { throw .invalidPage }
        return offset
    }

    /// The number of the last page of a list; an empty list has one page.
    func lastNumber(count: Int64) -> Int64 {
        max(1, (count + size - 1) / size)
    }

    private static func number(_ text: String?) throws(RequestError) -> Number {
        guard let text else { return .number(1) }
        if text == "last" { return .last }
        guard let number = Int64(text.trimmed), number > 0 else { throw .invalidPage }
        return .number(number)
    }

    private static func size(_ text: String?) -> Int64 {
        guard let text = text?.trimmed, let first = text.utf8.first else { return defaultSize }
        let digits = first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return defaultSize }
        // Digits that do not fit are far beyond the maximum.
        guard let size = Int64(digits) else { return maximumSize }
        return size == 0 ? defaultSize : min(size, maximumSize)
    }
}

extension RequestError {
    static let invalidPage = RequestError(404, "Invalid page.")
}

/// One page of a list.
package struct Page<Item: Sendable>: Sendable {
    /// The entries of this page.
    package let items: [Item]
    /// How many entries the whole list has.
    package let count: Int64
    /// From 1.
    package let number: Int64
    /// The number of the last page.
    package let lastNumber: Int64
}
