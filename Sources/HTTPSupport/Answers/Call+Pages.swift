import HummingbirdCore
import JSONSupport

extension Call {
    /// Loads the page that `page` and `page_size` ask for.
    ///
    /// ```swift
    /// let page = try await call.page { offset, limit in
    ///     let found = try await engine.jobs(matching: filter, order: .newest, offset: offset, limit: limit)
    ///     return (found.jobs, found.count)
    /// }
    /// return call.answer(page) { writer, job in … }
    /// ```
    /// - Parameter load: reads a part of the list and tells how long the list is; with a limit of 0 only that is wanted.
    /// - Throws: `RequestError` 404 `Invalid page.`, or what `load` throws.
    package func page<Item: Sendable>(
        _ load: (_ offset: Int64, _ limit: Int64) async throws -> (items: [Item], count: Int64)
    ) async throws -> Page<Item> {
        let wanted = try PageRequest(query)
        var offset = try wanted.offset()
        if offset == nil {
            offset = (wanted.lastNumber(count: try await load(0, 0).count) - 1) * wanted.size
        }
        let start = offset ?? 0
        let (items, count) = try await load(start, wanted.size)
        let number = start / wanted.size + 1
        // The list may have become shorter since its last page was looked for.
        let last = wanted.number == .last ? number : wanted.lastNumber(count: count)
        guard number <= last else { throw RequestError.invalidPage }
        return Page(items: items, count: count, number: number, lastNumber: last)
    }

    /// `{"count":…,"next":…,"previous":…,"results":[…]}` (reference/scale.md §1.4).
    /// - Parameter write: writes one entry.
    package func answer<Item>(
        _ page: Page<Item>, _ write: (inout JSONWriter, Item) throws -> Void
    ) rethrows -> Response {
        try .json(capacity: 256 + 512 * page.items.count) { writer in
            writer.beginObject()
            writer.field("count", page.count)
            writer.field("next", page.number < page.lastNumber ? pageURL(page.number + 1) : nil)
            writer.field("previous", page.number > 1 ? pageURL(page.number - 1) : nil)
            writer.key("results")
            writer.beginArray()
            for item in page.items { try write(&writer, item) }
            writer.endArray()
            writer.endObject()
        }
    }

    /// The URL of another page of the same list: all parameters kept, sorted by name, none for the first page.
    private func pageURL(_ number: Int64) -> String {
        url(withQuery: query.setting("page", to: number == 1 ? nil : String(number)).sortedQuery())
    }

    /// The URL of this request with another query string.
    package func url(withQuery fields: String) -> String {
        url(String(target.path)) + (fields.isEmpty ? "" : "?\(fields)")
    }
}
