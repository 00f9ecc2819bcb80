import HTTPSupport
import JSONSupport
import JobEngine

/// Which page of a list a client of 2015 asks for; other than later, what makes no sense is refused (scale.md §5.1).
struct LegacyPage: Sendable {
    static let defaultSize = 100
    static let maximumSize = 1_000

    let number: Int
    let size: Int

    init(_ query: FormFields) throws(RequestError) {
        number = try Self.integer("page", query) ?? 1
        size = try Self.integer("page_size", query) ?? Self.defaultSize
        guard (1...Self.maximumSize).contains(size) else {
            throw RequestError(400, "\"page_size\" must be between 1 and \(Self.maximumSize) inclusive")
        }
        guard number >= 1 else { throw Self.badNumber }
    }

    /// The number of the last page; an empty list has one.
    func lastNumber(count: Int) -> Int {
        max(1, (count + size - 1) / size)
    }

    static let badNumber = RequestError(400, "Bad \"page\" number")

    private static func integer(_ name: String, _ query: FormFields) throws(RequestError) -> Int? {
        guard let text = query.last(name) else { return nil }
        guard let number = Int(text.trimmingBlanks) else { throw RequestError(400, "\"\(name)\" must be an integer") }
        return number
    }
}

extension Call {
    /// Answers with the page of a list that is in memory.
    func legacyAnswer<Item: Sendable>(
        _ items: [Item], _ write: (inout JSONWriter, Item) throws -> Void
    ) async throws -> Response {
        try await legacyAnswer({ (items.part($0, $1), Int64(items.count)) }, write)
    }

    /// Loads the page that is asked for and answers with it, the client's parameters in their order in its links.
    func legacyAnswer<Item: Sendable>(
        _ load: (_ offset: Int64, _ limit: Int64) async throws -> (items: [Item], count: Int64),
        _ write: (inout JSONWriter, Item) throws -> Void
    ) async throws -> Response {
        let page = try LegacyPage(query)
        let (offset, overflows) = Int64(page.number - 1).multipliedReportingOverflow(by: Int64(page.size))
        guard !overflows else { throw LegacyPage.badNumber }
        let (shown, count) = try await load(offset, Int64(page.size))
        let last = page.lastNumber(count: Int(count))
        guard page.number <= last else { throw LegacyPage.badNumber }
        return try .json(capacity: 256 + 1_024 * shown.count) { writer in
            writer.beginObject()
            writer.field("count", count)
            writer.field("next", page.number < last ? legacyURL(ofPage: page.number + 1) : nil)
            writer.field("previous", page.number > 1 ? legacyURL(ofPage: page.number - 1) : nil)
            writer.key("results")
            writer.beginArray()
            for item in shown { try write(&writer, item) }
            writer.endArray()
            writer.endObject()
        }
    }

    private func legacyURL(ofPage number: Int) -> String {
        url(withQuery: query.replacing("page", with: String(number)).orderedQuery())
    }
}

extension String {
    fileprivate var trimmingBlanks: Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
