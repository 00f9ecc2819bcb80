import Testing
import ValueTypes

@Suite struct LimitTests {
    static func nested(_ depth: Int, in name: String = "Map", around core: String = "int") -> String {
        String(repeating: "\(name)<", count: depth) + core + String(repeating: ">", count: depth)
    }

    @Test func nestingEndsAt32() throws {
        let deepest = try type(Self.nested(32))
        #expect(try type(deepest.canonicalText) == deepest)
        let error = #expect(throws: TypeParseError.self) { try type(Self.nested(33)) }
        #expect(
            error?.description
                == "Error parsing type-string \"\(Self.nested(33))\": Arguments are nested deeper than 32 levels"
        )
    }

    /// What gets stored has to be readable again, and `Dataset` stands for two more levels.
    @Test func nestingCountsInTheCanonicalForm() throws {
        _ = try type(Self.nested(30, in: "JobOutput", around: "Dataset"))
        let error = #expect(throws: TypeParseError.self) {
            try type(Self.nested(31, in: "JobOutput", around: "Dataset"))
        }
        #expect(error?.cause == .tooDeep)
    }

    @Test func lengthEndsAt4096() throws {
        let longest = "'" + String(repeating: "é", count: 4_094) + "'"
        #expect(try type(longest).canonicalText == longest)
        let error = #expect(throws: TypeParseError.self) { try type(longest + " ") }
        #expect(error?.cause == .tooLong(4_097))
        #expect(error?.description.count ?? 0 < 200)
        #expect(error?.description.hasSuffix("4097 characters are too many; there may be 4096") == true)

        let quotes = #expect(throws: TypeParseError.self) { try type(String(repeating: "'", count: 4_096)) }
        #expect(quotes?.cause == .tooLong(2 * 4_094 + 2))
    }

    @Test func contractsHaveTheSameLimits() {
        let long = #expect(throws: ContractParseError.self) {
            try ContractExpression.parse("Train" + String(repeating: " ", count: 4_092))
        }
        #expect(long?.cause == .arguments(.tooLong(4_097)))
        let deep = #expect(throws: ContractParseError.self) {
            try ContractExpression.parse("Train<\(Self.nested(32))>")
        }
        #expect(deep?.cause == .arguments(.tooDeep))
    }
}
