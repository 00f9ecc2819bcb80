import Testing

@testable import HTTPSupport

private func page(_ query: String) throws(RequestError) -> PageRequest {
    try PageRequest(FormFields(parsing: query.utf8))
}

@Suite("The page that is asked for")
struct PageRequestTests {
    @Test(
        "has 100 entries unless another number from 1 to 1000 is given",
        arguments: [
            ("", 100), ("page_size=7", 7), ("page_size=%2B7", 7), ("page_size=+7+", 7), ("page_size=1000", 1_000),
            ("page_size=1001", 1_000), ("page_size=99999999999999999999", 1_000), ("page_size=0", 100),
            ("page_size=-1", 100),
            ("page_size=abc", 100), ("page_size=1.5", 100), ("page_size=", 100), ("page_size=%2B", 100),
            ("page_size=5&page_size=6", 6),
        ] as [(String, Int64)]
    )
    func sizes(_ query: String, _ size: Int64) throws {
        #expect(try page(query).size == size)
    }

    @Test(
        "is the first, a numbered one or the last",
        arguments: [
            ("", .number(1)), ("page=3", .number(3)), ("page=+3", .number(3)), ("page=last", .last),
        ] as [(String, PageRequest.Number)]
    )
    func numbers(_ query: String, _ number: PageRequest.Number) throws {
        #expect(try page(query).number == number)
    }

    @Test("is invalid otherwise", arguments: ["abc", "", "0", "-1", "1.5", "LAST", "99999999999999999999", "1 2"])
    func invalid(_ number: String) {
        let error = #expect(throws: RequestError.self) { try page("page=\(number)") }
        #expect(error?.status == 404)
        #expect(error?.detail == "Invalid page.")
    }

    @Test("begins behind the pages before it")
    func offsets() throws {
        #expect(try page("page=1&page_size=4").offset() == 0)
        #expect(try page("page=3&page_size=4").offset() == 8)
        #expect(try page("page=last").offset() == nil)
        let huge = try page("page=\(Int64.max)&page_size=1000")
        #expect(throws: RequestError.self) { try huge.offset() }
    }

    @Test(
        "is the last where no entries are left",
        arguments: [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3)] as [(Int64, Int64)]
    )
    func last(_ count: Int64, _ number: Int64) throws {
        #expect(try page("page_size=4").lastNumber(count: count) == number)
    }
}
